// The menu at the top closes with Escape; without this it opens and closes all the same.
const fold = document.querySelector(".menu-fold");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && fold.open) {
    fold.open = false;
    fold.querySelector("summary").focus();
  }
});
