// Writing an article: the page beside the text, drafts kept while typing, who else is here, pictures pasted and dropped.

const EVERY = 20000;
const PAUSE = 400;

const form = document.querySelector("#article_form");
const body = form.elements.body;
const live = document.querySelector(".live");
const frame = live.querySelector("iframe");
const said = live.querySelector(".live-said");
const others = document.querySelector(".editors");
const token = form.elements.csrfmiddlewaretoken.value;
const post = (address, data) => fetch(address, { method: "POST", body: data, headers: { "X-CSRFToken": token } });
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
form.addEventListener("input", () => {
  isTyped = true;
  later();
});
form.addEventListener("submit", (event) => { isSaving = !event.submitter?.formTarget; });
addEventListener("beforeunload", (event) => {
  if (isTyped && !isSaving) event.preventDefault();
});

const keep = async () => {
  const response = isTyped ? await post(live.dataset.autosave, new FormData(form)) : await fetch(live.dataset.autosave);
  if (!response.ok) throw new Error(response.status);
  const { editors, version } = await response.json();
  others.hidden = !editors.length;
  others.textContent = `${editors.join(live.dataset.between)} ${live.dataset.editing}`;
  if (version !== Number(live.dataset.version)) say(live.dataset.stale);
  else if (isTyped) say(`${live.dataset.kept} ${new Date().toLocaleTimeString(document.documentElement.lang)}`);
};
setInterval(() => {
  if (!isSaving) keep().catch(() => isTyped && say(live.dataset.refused));
}, EVERY);

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
