/**
 * <passage-picker>: stands under the current sentence; copies it, or several, with their source, and has their address.
 * What may be quoted has a link that begins with "?". The citation is shown in #cite, whose <copy-words> copies it.
 */
const clock = (at) => new Date(at * 1000).toISOString().slice(at < 3600 ? 14 : 11, 23).replace(/^0|\.?0+$/g, "");

class PassagePicker extends HTMLElement {
  connectedCallback() {
    if (this.rows) return; // It was only moved.
    const list = this.closest("sentence-list");
    this.rows = [...list.querySelectorAll("[data-at]")];
    list.addEventListener("sentence", ({ target, detail }) => this.come(target, detail));
    list.addEventListener("keydown", ({ key }) => key === "Escape" && this.here && this.take(this.here));
    this.addEventListener("click", ({ target }) => this[target.value]?.(target));
  }

  come(row, what) {
    // The sound does not take it away from under the pointer.
    if (what === "heard" && this.matches(":hover, :focus-within")) return;
    if (this.here !== row) row.append(this);
    this.here = row;
    this.hidden = false;
    if (what === "widened") this.take(this.first ?? row, row, true);
    else if (!this.held) this.take(row);
  }

  from() {
    this.take(this.here, this.here, true);
  }

  to() {
    this.take(this.first, this.here, true);
  }

  async copy(button) {
    const words = button.textContent;
    if (!(await this.cite.copy())) return;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = words), 2000);
  }

  /** From one sentence to another, in either order; held until Escape, or only while it is the current one. */
  take(first, last = first, held = false) {
    this.first = first;
    this.held = held;
    const [from, to] = [first, last].map((row) => this.rows.indexOf(row)).sort((a, b) => a - b);
    const taken = this.rows.slice(from, to + 1);
    for (const row of this.rows) row.classList.toggle("is-taken", held && taken.includes(row));
    const shut = taken.some((row) => !row.firstElementChild.getAttribute("href").startsWith("?"));
    this.toggleAttribute("shut", shut);
    const [link, start] = [this.querySelector("a"), taken[0].firstElementChild];
    link.href = start.href;
    link.lastElementChild.textContent = start.textContent;
    if (!shut) this.write(taken, link);
  }

  write(taken, link) {
    const url = new URL(link.href);
    const unit = url.searchParams.has("t") ? "t" : "p";
    const ends = [taken[0].dataset.at.split("-")[0], taken.at(-1).dataset.at.split("-")[1]];
    url.searchParams.set(unit, ends.join("-"));
    const [start, end] = unit === "t" ? ends.map(clock) : ends;
    const { place, citation, heading } = this.dataset;
    const parts = { place: place.replace("{start}", start).replace("{end}", end) };
    parts.words = taken.map((row) => row.children[2].textContent).join(" ");
    link.href = url;
    link.lastElementChild.textContent = parts.place;
    const section = document.getElementById("cite");
    this.cite = section.querySelector("copy-words");
    section.querySelector("h2").textContent = heading;
    this.cite.querySelector("span").textContent = citation.replace(/{(\w+)}/g, (_, name) => parts[name]);
    this.cite.querySelector("bdi").textContent = url;
  }
}

customElements.define("passage-picker", PassagePicker);
