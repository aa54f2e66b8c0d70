// A text field that offers the names there are: a combobox with a list, as the ARIA Authoring Practices describe it.
// Its `data-complete` is the address that knows them; with `data-list` it holds several names between commas.

const PAUSE = 150;
const COMMAS = /[,，、]/;
let fields = 0;

const made = (name, attributes) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

// The name that the caret stands in: where it begins and ends, and what of it was typed.
const part = (field) => {
  const { value, selectionStart: caret } = field;
  if (!("list" in field.dataset)) return { start: 0, end: value.length, typed: value.trim() };
  let start = caret;
  while (start > 0 && !COMMAS.test(value[start - 1])) start -= 1;
  let end = caret;
  while (end < value.length && !COMMAS.test(value[end])) end += 1;
  return { start, end, typed: value.slice(start, caret).trim() };
};

const complete = (field) => {
  const id = `completions-${fields += 1}`;
  const label = field.labels[0]?.textContent.replace(/[:：]\s*$/, "").trim() ?? "";
  const around = made("span", { class: "completing" });
  const list = made("ul", { class: "completions", id, role: "listbox", "aria-label": label, hidden: "" });
  const said = made("span", { class: "completions-said", role: "status" });
  field.replaceWith(around);
  around.append(field, list, said);
  for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id })) {
    field.setAttribute(key, value);
  }

  let active = -1;
  let asking;
  let waiting;

  const isOpen = () => !list.hidden;
  const close = () => {
    clearTimeout(waiting);
    asking?.abort();
    list.hidden = true;
    active = -1;
    said.textContent = "";
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const point = (place) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = place;
    const option = list.children[active];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  };
  const choose = (name) => {
    const { start, end } = part(field);
    const isLast = end === field.value.length;
    const after = "list" in field.dataset && isLast ? ", " : "";
    field.setRangeText(`${start ? " " : ""}${name}${after}`, start, end, "end");
    close();
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText" }));
    field.focus();
  };
  const show = (names) => {
    list.replaceChildren(...names.map(({ name, uses }, place) => {
      const option = made("li", { id: `${id}-${place}`, role: "option", "aria-selected": "false" });
      const count = made("span", { class: "completions-uses", "aria-hidden": "true" });
      count.textContent = uses;
      option.append(name, count);
      option.addEventListener("click", () => choose(name));
      return option;
    }));
    active = -1;
    field.removeAttribute("aria-activedescendant");
    list.hidden = !names.length;
    field.setAttribute("aria-expanded", String(names.length > 0));
    said.textContent = names.length ? `${field.dataset.found} ${names.length}` : "";
  };
  const ask = async () => {
    const { typed, start, end } = part(field);
    if (!typed) return close();
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const response = await fetch(`${field.dataset.complete}?q=${encodeURIComponent(typed)}`, { signal });
      if (!response.ok) return close();
      const { names } = await response.json();
      if (signal.aborted || document.activeElement !== field) return undefined;
      const others = (field.value.slice(0, start) + field.value.slice(end)).split(COMMAS);
      const given = new Set(others.map((name) => name.trim().toLowerCase()));
      return show(names.filter(({ name }) => !given.has(name.toLowerCase())));
    } catch (error) {
      if (error.name !== "AbortError") close();
      return undefined;
    }
  };

  field.addEventListener("input", (event) => {
    if (event.inputType === "insertReplacementText" && !event.isTrusted) return;
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(ask, PAUSE);
  });
  field.addEventListener("compositionend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown" && !isOpen()) ask();
    else if (event.key === "ArrowDown") point(active < last ? active + 1 : 0);
    else if (event.key === "ArrowUp" && isOpen()) point(active > 0 ? active - 1 : last);
    else if (event.key === "Enter" && isOpen() && active >= 0) list.children[active].click();
    else if (event.key === "Escape" && isOpen()) close();
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
};

document.querySelectorAll("input[data-complete]").forEach(complete);
