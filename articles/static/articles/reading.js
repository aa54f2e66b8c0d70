// Reading an article: code to copy, contents that follow, no stop of the keyboard where nothing scrolls.

const text = document.querySelector(".text");

if (navigator.clipboard) {
  const { copyCode, codeCopied } = text.dataset;
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.role = "status";
  text.after(said);

  // As a reader would select it: no prompts, and no line end that would run a command at once.
  const code = (pre) => {
    const copy = pre.cloneNode(true);
    for (const prompt of copy.querySelectorAll(".gp")) prompt.remove();
    return copy.textContent.replace(/\n$/, "");
  };
  for (const pre of text.querySelectorAll("pre")) {
    const box = document.createElement("div");
    const button = document.createElement("button");
    box.className = "code";
    button.type = "button";
    button.textContent = copyCode;
    pre.replaceWith(box);
    box.append(pre, button);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code(pre));
      button.textContent = said.textContent = codeCopied;
      setTimeout(() => {
        button.textContent = copyCode;
        said.textContent = "";
      }, 3000);
    });
  }
}

const stops = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex"); // no -1: a browser that lets boxes that scroll be reached decides anew by itself
  }
});
for (const box of text.querySelectorAll("pre, .table-scroll")) stops.observe(box);

const lines = new Map(); // of the contents, by the heading they lead to
for (const line of document.querySelectorAll(".contents a")) {
  const heading = document.getElementById(decodeURIComponent(line.hash.slice(1)));
  if (heading) lines.set(heading, [...(lines.get(heading) ?? []), line]);
}
if (lines.size) {
  const side = document.querySelector(".contents-side");
  const fold = document.querySelector(".contents-fold");
  const here = fold.querySelector(".contents-here");
  const HIGH = 0.25; // where a heading begins its section, in the window
  let current;

  const follow = () => {
    const now = [...lines.keys()].findLast((heading) => heading.getBoundingClientRect().top < innerHeight * HIGH);
    if (now === current) return;
    for (const line of lines.get(current) ?? []) line.removeAttribute("aria-current");
    for (const line of lines.get(now) ?? []) {
      line.setAttribute("aria-current", "true");
      if (side.contains(line)) side.scrollTop = line.offsetTop - side.clientHeight / 2;
    }
    here.textContent = now ? lines.get(now)[0].textContent : "";
    current = now;
  };
  const passing = new IntersectionObserver(follow, { rootMargin: `0px 0px ${(HIGH - 1) * 100}% 0px` });
  for (const heading of lines.keys()) passing.observe(heading);

  fold.classList.add("follows");
  fold.addEventListener("click", (event) => {
    if (event.target.closest("a")) fold.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && fold.open) {
      fold.open = false;
      fold.firstElementChild.focus();
    }
  });
}
