/** <copy-words>: a button that copies [data-words], or marks them where the browser does not allow it, and says which. */
class CopyWords extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => this.copy());
  }

  /** Whether they were copied. */
  async copy() {
    const words = this.querySelector("[data-words]");
    let done = true;
    try {
      await navigator.clipboard.writeText(words.textContent.trim());
    } catch {
      done = false;
      this.scrollIntoView({ block: "center" });
      getSelection().selectAllChildren(words);
    }
    this.querySelector("[role=status]").textContent = done ? this.dataset.done : this.dataset.failed;
    return done;
  }
}

customElements.define("copy-words", CopyWords);
