(here, data) => {
if (!here) return;
const make = (tag, parent, text, css) => {
const e = document.createElement(tag);
if (text !== undefined) e.textContent = text;
if (css) e.style.cssText = css;
if (parent) parent.append(e);
return e;
};
const text = i => data.texts[i];
const samples = data.samples.map(s => ({
run: data.runs[s[0]], language: s[1], id: text(s[2]), question: text(s[3]), context: text(s[4]), gold: text(s[5]), answer: text(s[6]), raw: text(s[7]),
em: s[8], f1: s[9], said: text(s[10]), golds: s[11], found: s[12], oracle: text(s[13]), relevance: text(s[14]) }));
for (const old of [...here.children]) if (old.tagName !== "SCRIPT") old.style.display = "none";
here.dataset.lmSuppressShortcuts = "true";
const view = make("div", here, undefined, "border:1px solid rgba(127,127,127,.5);border-radius:4px;padding:.6em .9em;max-width:64em");
view.tabIndex = 0;
view.setAttribute("role", "group");
view.setAttribute("aria-label", "samples, arrow keys turn");
const bar = make("div", view, undefined, "display:flex;flex-wrap:wrap;gap:.6em;align-items:center;margin-bottom:.5em");
const look = "font:inherit;color:inherit;background:transparent;border:1px solid;border-radius:3px;padding:.1em .6em;cursor:pointer";
const button = (label, hint, act) => {
const b = make("button", bar, label, look);
b.type = "button";
b.title = hint;
b.onclick = act;
return b;
};
const select = (label, options, act) => {
const box = make("label", bar, label + " "), s = make("select", box, undefined, look);
for (const [value, name] of options) make("option", s, name, "color:#000;background:#fff").value = value;
s.onchange = act;
return s;
};
let shown = samples, at = 0;
const move = to => { at = Math.max(0, Math.min(to, shown.length - 1)); draw(); };
button("\u2039 previous", "left arrow", () => move(at - 1));
const where = make("span", bar);
where.setAttribute("aria-live", "polite");
button("next \u203A", "right arrow", () => move(at + 1));
const languages = [...new Set(samples.map(s => s.language))];
const filter = () => {
shown = samples.filter(s => (!language.value || s.language === language.value)
&& (kind.value === "wrong" ? !s.em : kind.value === "half" ? s.f1 < 50 : kind.value === "right" ? s.em : true));
move(0);
};
const language = select("question in", [["", "all languages"], ...languages.map(l => [l, l])], filter);
const kind = select("show", [["", "all answers"], ["wrong", "wrong (EM 0)"], ["half", "F1 under 50"], ["right", "exact (EM 1)"]], filter);
const card = make("div", view, undefined, "display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3em 1em;line-height:1.5;min-height:16em;align-content:start");
const line = (label, value, css) => {
make("div", card, label, "opacity:.75");
const cell = make("div", card, value, "white-space:pre-wrap;overflow-wrap:anywhere;text-align:start;" + (css || ""));
cell.dir = "auto";
return cell;
};
const context = s => {
const cell = line("context", ""), cuts = new Set([0, s.context.length, ...s.golds, ...s.found]);
const ends = [...cuts].sort((a, b) => a - b);
const within = (spans, from) => spans.some((start, i) => i % 2 === 0 && start <= from && from < spans[i + 1]);
for (let i = 0; i + 1 < ends.length; i++) {
const gold = within(s.golds, ends[i]), found = within(s.found, ends[i]);
make(gold ? "mark" : "span", cell, s.context.slice(ends[i], ends[i + 1]),
(gold ? "background:rgba(255,190,0,.5);color:inherit;font-weight:bold;" : "") + (found ? "text-decoration:underline 2px #3b82d6;text-underline-offset:3px" : ""));
}
};
const draw = () => {
card.replaceChildren();
where.textContent = shown.length ? `${at + 1} of ${shown.length}` : "none";
if (!shown.length) { line("", "no sample fits the filter"); return; }
const s = shown[at];
line("sample", s.run + " \u00B7 " + s.id);
line("question", s.question);
context(s);
line("gold", s.gold);
line("answer", s.answer || "(blank)", "font-weight:bold");
if (s.raw) line("raw", s.raw, "font-size:.9em;opacity:.85");
line("scores", `${s.em ? "\u2713" : "\u2717"} EM ${s.em ? 1 : 0} \u00B7 F1 ${s.f1.toFixed(2)} \u00B7 ${s.said}`);
if (s.oracle) line("oracle", s.oracle);
if (s.relevance) line("relevance", s.relevance);
};
view.onkeydown = event => {
if (event.target.tagName === "SELECT" || event.ctrlKey || event.altKey || event.metaKey) return;
const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: shown.length }[event.key];
if (to !== undefined) { event.preventDefault(); event.stopPropagation(); move(to); }
};
make("div", view, data.note, "font-size:.9em;opacity:.8;margin-top:.6em");
draw();
}
