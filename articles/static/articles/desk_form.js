// Writing an article: the page beside the text, drafts kept while typing, who else is here, pictures pasted and dropped.

const EVERY = 20000;
const SOON = 5000;
const PAUSE = 400;

const form = document.querySelector("#article_form");
const body = form.elements.body;
const live = document.querySelector(".live");
const frame = live.querySelector("iframe");
const said = live.querySelector(".live-said");
const others = document.querySelector(".editors");
const token = form.elements.csrfmiddlewaretoken;
const post = (address, data) => fetch(address, { method: "POST", body: data, headers: { "X-CSRFToken": token.value } });
const say = (text) => { said.textContent = text; };

// The page as readers will get it: loaded once, then only its text and title change, so that nothing jumps.
frame.hidden = false;
const show = async () => {
  const page = frame.contentDocument;
  const text = page?.querySelector(".text");
  if (!text) return;
  const data = new FormData();
  data.set("content", body.value);
  const response = await post(body.dataset.markdownxUrlsPath, data);
  if (response.ok) text.innerHTML = await response.text();
  if (form.elements.title) page.querySelector("h1").textContent = form.elements.title.value;
};
let waiting;
const later = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => show().catch(() => {}), PAUSE);
};
frame.addEventListener("load", later);

let isTyped = false;
let isSaving = false;
let isOut = false;
const typed = () => {
  if (!isTyped) setTimeout(tick, SOON);  // so that others, who ask every 20 seconds, know within 30
  isTyped = true;
  later();
};
form.addEventListener("input", typed);
// Credits: Django's own scripts choose people and take rows away without an event of the browser's.
window.django.jQuery(form).on("change", ".credits select", typed);
document.addEventListener("formset:removed", typed);
// Who was signed out would lose all this to the page that asks for a password.
form.addEventListener("submit", async (event) => {
  if (!isOut) { isSaving = !event.submitter?.formTarget; return; }
  event.preventDefault();
  await tick();
  if (!isOut) form.requestSubmit(event.submitter);
});
addEventListener("beforeunload", (event) => {
  if (isTyped && !isSaving) event.preventDefault();
});

// Who signed in again has a new token, which this page asks for: a form with the old one is refused.
const ask = async () => {
  const response = await fetch(live.dataset.autosave);
  isOut = response.redirected;
  if (!response.ok || isOut) throw new Error(response.status);
  const answer = await response.json();
  token.value = answer.token;
  return answer;
};
const keep = async () => {
  if (!isTyped) return ask();
  const kept = async () => post(live.dataset.autosave, new FormData(form));
  let response = await kept();
  if (!response.ok || response.redirected) {
    await ask();
    response = await kept();
  }
  if (!response.ok) throw new Error(response.status);
  isOut = false;
  return response.json();
};
const tell = ({ editors, version }) => {
  others.hidden = !editors.length;
  others.textContent = `${editors.join(live.dataset.between)} ${live.dataset.editing}`;
  if (version !== Number(live.dataset.version)) say(live.dataset.stale);
  else if (isTyped) say(`${live.dataset.kept} ${new Date().toLocaleTimeString(document.documentElement.lang)}`);
};
const once = async () => {
  if (isSaving) return;
  try {
    tell(await keep());
  } catch {
    if (isTyped) say(isOut ? live.dataset.out : live.dataset.refused);
  }
};
// One after the other: what was typed later is also kept later.
let last = Promise.resolve();
const tick = () => (last = last.then(once));
setInterval(tick, EVERY);

const put = (text) => {
  body.focus();
  body.setRangeText(text, body.selectionStart, body.selectionEnd, "end");
  body.dispatchEvent(new Event("input", { bubbles: true }));
};
const upload = async (files) => {
  for (const file of files) {
    say(live.dataset.uploading);
    const data = new FormData();
    data.set("image", file);
    try {
      const response = await post(body.dataset.markdownxUploadUrlsPath, data);
      const answer = await response.json();
      if (!response.ok) throw new Error(answer.image?.[0]);
      put(`\n${answer.image_code}\n`);
      say("");
    } catch (error) {
      say(error instanceof SyntaxError ? live.dataset.failed : error.message || live.dataset.failed);
    }
  }
};
const pictures = (data) => [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
const take = (event, data) => {
  const files = pictures(data);
  if (!files.length) return;
  event.preventDefault();
  upload(files);
};
body.addEventListener("paste", (event) => take(event, event.clipboardData));
body.addEventListener("drop", (event) => take(event, event.dataTransfer));
body.addEventListener("dragover", (event) => event.preventDefault());
