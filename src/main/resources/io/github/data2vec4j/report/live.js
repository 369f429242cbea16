// Asks for news every two seconds, and changes only what has changed: nothing flickers, and the page stays where it is.
(() => {
  const EVERY = 2000;
  const place = new URL("content", location.href);
  const footer = document.getElementById("live");
  const shown = new Map();
  let tag = "";

  const renew = (html) => {
    const main = document.querySelector("main");
    const news = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    document.title = news.dataset.title;
    const same = main.children.length === news.children.length
        && Array.from(main.children).every((child, i) => child.id === news.children[i].id);
    if (!same) {
      main.replaceWith(document.adoptNode(news));
      return;
    }
    Array.from(news.children).forEach((section, i) => {
      const text = section.outerHTML;
      if (text !== shown.get(section.id)) {
        shown.set(section.id, text);
        main.children[i].replaceWith(document.adoptNode(section));
      }
    });
  };

  const ask = async () => {
    try {
      const answer = await fetch(place, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
      if (answer.status === 200) {
        tag = answer.headers.get("ETag") ?? "";
        renew(await answer.text());
      }
      if (answer.ok || answer.status === 304) {
        footer.className = "";
        footer.textContent = "This page renews itself.";
      } else {
        throw new Error(await answer.text());
      }
    } catch (problem) {
      footer.className = "lost";
      footer.textContent = "No connection to d2v watch; trying again.";
    }
    setTimeout(ask, document.hidden ? 5 * EVERY : EVERY);
  };
  setTimeout(ask, EVERY);
})();
