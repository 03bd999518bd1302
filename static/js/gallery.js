/**
 * <picture-gallery>: opens its pictures large, one after the other, in the dialog that the page brought along.
 *
 * Every tile is a link to the large picture and does the whole job without this script. What is shown large stands
 * ready in a <template> beside the tile, so that nothing of it is loaded before it is wanted.
 */
class PictureGallery extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.links = [...this.querySelectorAll("li a[href]:has(img)")];
    this.links.forEach((link, place) => link.addEventListener("click", (event) => this.open(event, place)));
    this.dialog.addEventListener("click", (event) => this.press(event));
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    // Back to the tile of the picture seen last, which may not be the one that was opened.
    this.dialog.addEventListener("close", () => this.links[this.place].focus());
  }

  open(event, place) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.show(place);
    this.dialog.showModal();
  }

  show(place) {
    const count = this.links.length;
    this.place = (place + count) % count;
    const figure = this.links[this.place].closest("figure");
    const [plate, words, output] = ["plate", "words", "place"].map((name) => this.dialog.querySelector(`.lightbox__${name}`));
    plate.replaceChildren(figure.querySelector("template").content.cloneNode(true));
    words.replaceChildren(figure.querySelector("figcaption").cloneNode(true));
    output.value = output.dataset.words.replace("##", count).replace("#", this.place + 1);
  }

  press({ target }) {
    const action = target.closest("[data-do]")?.dataset.do;
    if (action === "close" || target === this.dialog) this.dialog.close();
    if (action === "previous") this.show(this.place - 1);
    if (action === "next") this.show(this.place + 1);
  }

  key(event) {
    const forward = getComputedStyle(this.dialog).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key.startsWith("Arrow") && event.key !== "ArrowUp" && event.key !== "ArrowDown") {
      this.show(this.place + (event.key === forward ? 1 : -1));
    } else if (event.key === "Home" || event.key === "End") {
      this.show(event.key === "Home" ? 0 : -1);
    } else return;
    event.preventDefault();
  }
}

customElements.define("picture-gallery", PictureGallery);
