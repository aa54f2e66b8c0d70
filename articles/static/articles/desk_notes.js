// Reviewing: a passage marked with the mouse, in the box or in the page beside it, becomes the quote of a note.

const body = document.querySelector("#id_body");
const frame = document.querySelector(".live iframe");
const dialog = document.querySelector(".note-dialog");
const form = dialog.querySelector("form");
const failed = dialog.querySelector(".errornote");
const button = document.querySelector(".note-here");
const MOST = 2000;

// The last place where something was marked: pressing the button takes the mark away in some browsers.
let marked = "";
const keep = (text) => { if (text.trim()) marked = text.trim().slice(0, MOST); };
const inBox = () => keep(body.value.slice(body.selectionStart, body.selectionEnd));
body.addEventListener("select", inBox);
const listen = () => {
  const page = frame.contentDocument;
  page?.addEventListener("selectionchange", () => keep(page.getSelection().toString()));
};
frame.addEventListener("load", listen);
listen();

button.addEventListener("click", (event) => {
  event.preventDefault();
  form.elements.quote.value = marked;
  failed.hidden = true;
  dialog.showModal();
  (marked ? form.elements.text : form.elements.quote).focus();
});
dialog.querySelector(".note-close").addEventListener("click", () => dialog.close());

const parsed = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");
const refuse = (text) => {
  failed.textContent = text;
  failed.hidden = false;
};
// Whoever is let in is led on to the list of notes; whoever is not gets the form again, with its reasons.
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    const page = await parsed(answer);
    if (!answer.ok || !answer.redirected) return refuse(page.querySelector(".errorlist")?.textContent ?? answer.statusText);
    const fresh = await parsed(await fetch(location.href));
    document.querySelector("#open-notes").replaceWith(fresh.querySelector("#open-notes"));
    form.reset();
    marked = "";
    dialog.close();
  } catch (error) {
    refuse(error.message);
  }
});
