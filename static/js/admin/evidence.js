// The evidence mark in Draftail: a button that asks what supports the marked words, and the mark itself.
// Stored form: sources/rich_text.py. Comes after wagtailadmin/js/draftail.js and chooser-modal.js.
(() => {
  const { React, draftail, wagtail } = window;
  const icon = React.createElement(wagtail.components.Icon, { name: "evidence" });

  // What marks point at, by address; asked for once, when somebody first looks at a mark.
  const targets = new Map();

  function targetAt(url) {
    if (!targets.has(url)) {
      targets.set(
        url,
        fetch(url)
          .then((response) => (response.ok ? response.json() : {}))
          .then(({ result }) => result || {}),
      );
    }
    return targets.get(url);
  }

  class EvidenceSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.evidenceChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(chosen) {
      const url = `${this.props.entityType.chooserUrls.evidenceChooser}chosen/${chosen.id}/`;
      targets.set(url, Promise.resolve(chosen));
      return { id: chosen.id, url };
    }
  }

  class EvidenceMark extends React.Component {
    constructor(props) {
      super(props);
      this.state = { title: "", edit_url: null };
      this.look = this.look.bind(this);
    }

    look() {
      const { contentState, entityKey } = this.props;
      const { id, url } = contentState.getEntity(entityKey).getData();
      targetAt(url).then(({ title, edit_url }) => this.setState({ title: title || `# ${id}`, edit_url }));
    }

    render() {
      const { title, edit_url } = this.state;
      return React.createElement(
        "span",
        { className: "bbc-evidence", onMouseEnter: this.look, onFocus: this.look, title },
        React.createElement(draftail.TooltipEntity, { ...this.props, icon, label: title, url: edit_url }),
      );
    }
  }

  draftail.registerPlugin({ type: "EVIDENCE", source: EvidenceSource, decorator: EvidenceMark }, "entityTypes");
})();
