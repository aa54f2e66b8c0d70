// What readers do with an article: like it, copy its address, report a passage; and the beacon that counts a view.

const SECONDS = 5; // before somebody's eyes, until it counts as read
const PASSAGE = 300;
const post = (address, options) => fetch(address, { method: "POST", credentials: "omit", ...options });

const form = document.querySelector("form.like");
if (form) {
  // The server knows who liked what today; this is only for the look of the button.
  const key = `liked ${new Date().toDateString()} ${form.dataset.view}`;
  const word = form.querySelector(".like-word");
  const said = form.querySelector("[role=status]");
  const look = () => {
    form.classList.add("is-liked");
    word.textContent = word.dataset.liked;
  };
  const store = (use) => {
    try {
      return use(sessionStorage);
    } catch {
      return null; // the reader does not let us keep anything
    }
  };
  if (store((kept) => kept.getItem(key))) look();

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.classList.contains("is-liked")) return;
    try {
      const response = await post(form.action, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(response.status);
      form.querySelector(".like-count").textContent = (await response.json()).likes.toLocaleString("en");
      look();
      store((kept) => kept.setItem(key, "1"));
      said.textContent = said.dataset.thanks;
    } catch {
      said.textContent = said.dataset.refused;
    }
  });

  let timer;
  const watch = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(count, SECONDS * 1000);
  };
  const count = () => {
    document.removeEventListener("visibilitychange", watch);
    post(form.dataset.view, { keepalive: true }).catch(() => {});
  };
  document.addEventListener("visibilitychange", watch);
  watch();
}

const copy = document.querySelector("[data-copy]");
if (copy && navigator.clipboard) {
  const label = copy.textContent;
  const said = document.querySelector(".share [role=status]");
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy.dataset.copy);
    copy.textContent = said.textContent = copy.dataset.copied;
    setTimeout(() => {
      copy.textContent = label;
      said.textContent = "";
    }, 4000);
  });
}

const report = document.querySelector(".report-link a");
const quote = () => {
  const passage = String(getSelection()).trim().slice(0, PASSAGE);
  if (passage) report.search = new URLSearchParams({ passage });
};
report?.addEventListener("pointerdown", quote); // a click comes too late: the selection is gone
report?.addEventListener("click", quote);
