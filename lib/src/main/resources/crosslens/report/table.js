(here, groups, page, more) => {
const table = here && here.querySelector("table");
if (!table) return;
const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells], rows = [...body.rows];
for (const texts of more) {
const row = rows[0].cloneNode(true);
texts.forEach((text, i) => row.cells[i].textContent = text);
rows.push(row);
}
const shown = rows.map(row => [...row.cells].slice(0, groups).map(cell => cell.textContent));
const full = shown.map(texts => [...texts]);
full.forEach((texts, r) => texts.forEach((text, c) => { if (!text && r) texts[c] = full[r - 1][c]; }));
const value = (row, c) => c < groups ? full[rows.indexOf(row)][c] : row.cells[c].textContent;
const number = text => parseFloat(text.replace("\u2212", "-").replace(/,/g, ""));
let order = rows, by = -1, turn = 0, first = 0;
const mark = heads.map(head => head.appendChild(document.createElement("span")));
const bar = document.createElement("div"), where = document.createElement("span");
const show = () => {
const last = Math.min(first + page, rows.length);
body.replaceChildren(...order);
order.forEach((row, i) => row.style.display = i < first || i >= last ? "none" : "");
where.textContent = ` rows ${first + 1}\u2013${last} of ${rows.length} `;
mark.forEach((m, c) => m.textContent = c === by ? turn > 0 ? " \u25B2" : " \u25BC" : "");
heads.forEach((head, c) => head.ariaSort = c === by ? turn > 0 ? "ascending" : "descending" : "none");
};
const sort = c => {
turn = by !== c ? 1 : turn > 0 ? -1 : 0;
by = turn ? c : -1;
const right = heads[c].style.textAlign === "right";
const compare = (a, b) => {
const x = value(a, c), y = value(b, c);
const none = right ? isNaN(number(x)) - isNaN(number(y)) : !x - !y;
return none || turn * (right ? (number(x) - number(y)) || 0 : x.localeCompare(y, undefined, { numeric: true }));
};
order = by < 0 ? rows : [...rows].sort(compare);
rows.forEach((row, r) => shown[r].forEach((text, i) => {
row.cells[i].textContent = by < 0 ? text : full[r][i];
row.cells[i].style.cssText = rows[0].cells[i].style.cssText;
}));
first = 0;
show();
};
heads.forEach((head, c) => {
head.tabIndex = 0;
head.style.cursor = "pointer";
head.title = "sort: click or Enter";
head.onclick = () => sort(c);
head.onkeydown = event => { if (event.key === "Enter") { event.stopPropagation(); sort(c); } };
});
if (rows.length > page) {
here.dataset.lmSuppressShortcuts = "true";
const note = here.querySelector("[data-first]");
if (note) note.remove();
const button = (text, step) => {
const b = bar.appendChild(document.createElement("button"));
b.textContent = text;
b.type = "button";
b.style.cssText = "font:inherit;color:inherit;background:transparent;border:1px solid;border-radius:3px;padding:0 .6em;cursor:pointer";
b.onclick = () => { first = Math.max(0, Math.min(first + step, Math.floor((rows.length - 1) / page) * page)); show(); };
};
button("\u2039 previous", -page);
bar.append(where);
button("next \u203A", page);
table.after(bar);
addEventListener("beforeprint", () => rows.forEach(row => row.style.display = ""));
}
table.dataset.lmSuppressShortcuts = "true";
show();
}
