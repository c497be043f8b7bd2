// The map is an addition to the list: it draws what points.json says and shows what the filters leave.
// No text becomes HTML here: nodes are built one by one and filled through textContent.
const Page = {
  by: (id) => document.getElementById(id),
  node(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  },
  call(number) {
    return Page.node("a", { className: "tel", href: `tel:${number.replace(/-/g, "").replace("#", "%23")}`, textContent: number });
  },
  fill: (text, facts) => text.replace(/\{(\w+)\}/g, (slot, name) => facts[name] ?? slot),
};

(() => {
  "use strict";

  const { by, node, fill } = Page;
  const box = by("map");
  const status = by("map-status");
  const TOO_MANY_ERRORS = 4, WITHIN_MS = 5000, STATIONS_FROM_ZOOM = 13, CLOSE_ZOOM = 16, AREA_ZOOM = 14;

  // The form is there before the data: what a visitor reads first must not wait for it.
  by("filters").hidden = false;
  fetch(box.dataset.points).then((answer) => answer.json()).then(start).catch((error) => {
    box.hidden = by("filters").hidden = true;
    console.error(error);
  });

  async function start(data) {
    const map = makeMap(data);
    await new Promise((resolve) => setTimeout(resolve));  // a task each: neither is long for a slow processor
    const pins = Pins(map, data.words, (point) => popup(point, data.words));
    keyboard(map, data.words);
    const parts = data.parts ? Parts(data, map, box.dataset.points) : null;
    const list = parts ? Rows(data, map) : Cards(data);
    let gone = null;
    const wanted = () => {
      if (gone === asked()) return;
      if (goTo(data, map, pins) || !parts?.left()) gone = asked();
    };
    const filters = Filters(data, list, pins, whereabouts(map), parts, wanted);
    parts?.begin(filters.more, asked);
    window.addEventListener("hashchange", () => {
      gone = null;
      parts?.need();
      wanted();
    });
  }

  function makeMap(data) {
    const { bounds, slack, tiles, words } = data;
    const [[south, west], [north, east]] = bounds;
    const map = L.map(box, {
      attributionControl: false,
      zoomControl: false,
      minZoom: tiles.min_zoom,
      maxZoom: tiles.max_zoom,
      maxBounds: [[south - slack, west - slack], [north + slack, east + slack]],
      maxBoundsViscosity: 0.8,
      scrollWheelZoom: false,
      fadeAnimation: false,
      zoomAnimation: false,
      markerZoomAnimation: false,
      inertia: false,
    });
    map.fitBounds(bounds);
    L.control.zoom({ position: "bottomleft", zoomInTitle: words["zoom-in"], zoomOutTitle: words["zoom-out"] }).addTo(map);
    credit(tiles).addTo(map);
    const layer = L.tileLayer(tiles.url, { minZoom: tiles.min_zoom, maxZoom: tiles.max_zoom });
    const plain = withoutTiles(data, map);
    let errors = [];
    layer.on("tileerror", () => {
      const now = performance.now();
      errors = [...errors.filter((time) => now - time < WITHIN_MS), now];
      if (errors.length < TOO_MANY_ERRORS) return;
      status.textContent = words.tiles;
      plain.addTo(map);
    });
    layer.on("tileload", () => {
      status.textContent = "";
      plain.remove();
    });
    layer.addTo(map);
    // The wheel scrolls the page until somebody works with the map.
    map.on("focus click", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    return map;
  }

  // What keeps the pins meaningful when no tile comes: where the cities and the stations are.
  function withoutTiles({ shapes, stations }, map) {
    const cities = shapes.map((shape) => L.polygon(shape, { className: "city-shape", interactive: false }));
    const small = L.layerGroup();
    const group = L.layerGroup(cities);
    for (const { name, lat, lon, main } of stations) {
      const icon = L.divIcon({ className: "station-name", html: node("span", { textContent: name }), iconAnchor: [4, 10] });
      L.marker([lat, lon], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(main ? group : small);
    }
    const byZoom = () => (map.getZoom() >= STATIONS_FROM_ZOOM ? group.addLayer(small) : group.removeLayer(small));
    map.on("zoomend", byZoom);
    byZoom();
    return group;
  }

  // Leaflet's own credit line takes HTML; this one takes text.
  function credit(tiles) {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => {
      const link = node("a", { href: tiles.attribution_url, textContent: tiles.attribution, rel: "noopener" });
      return node("p", { className: "leaflet-control-attribution" }, link, " | Leaflet");
    };
    return control;
  }

  function popup(point, words) {
    const link = node("a", { href: point.href, textContent: words.open });
    const name = node("p", { className: "pop-name", textContent: point.name });
    if (point.lang) name.lang = point.lang;
    const inside = node("div", {}, name, node("p", { textContent: [point.where, point.about].filter(Boolean).join(" / ") }));
    if (point.rough) inside.append(node("p", { className: "small", textContent: point.rough }));
    if (point.tel) inside.append(node("p", {}, `${words.phone} `, Page.call(point.tel)));
    inside.append(node("p", {}, link));
    return inside;
  }

  // Leaflet 1.9 leaves keyboard users outside the popup and cannot close it by Escape from a marker (Leaflet#6551, #8115).
  function keyboard(map, words) {
    let opener = null;
    const rows = () => document.querySelectorAll("#list li[data-id]");
    map.on("popupopen", ({ popup: opened }) => {
      const element = opened.getElement();
      const close = element.querySelector(".leaflet-popup-close-button");
      const { label, id } = opened.options;
      element.setAttribute("role", "dialog");
      element.setAttribute("aria-label", label);
      if (close) {
        close.setAttribute("aria-label", words.close);
        close.title = words.close;
      }
      opener = opened._source;
      element.querySelector(".leaflet-popup-content a").focus({ preventScroll: true });
      for (const card of rows()) card.toggleAttribute("data-lit", card.dataset.id === id);
    });
    map.on("popupclose", () => {
      // The popup is gone by now and took the focus with it, unless the visitor had moved on to another part of the page.
      const element = opener && opener.getElement();
      const lost = document.activeElement === document.body || box.contains(document.activeElement);
      if (element && lost) element.focus({ preventScroll: true });
      for (const card of rows()) card.removeAttribute("data-lit");
      opener = null;
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && opener) {
        event.stopPropagation();
        map.closePopup();
      }
    }, true);
  }

  // Returns what moves the map to where somebody is or wants to be, and marks it; null takes the mark away.
  function whereabouts(map) {
    const here = L.layerGroup().addTo(map);
    return (point) => {
      here.clearLayers();
      if (!point || !map.options.maxBounds.contains(point)) return !point;
      here.addLayer(L.circleMarker(point, { radius: 9, className: "here", interactive: false }));
      map.setView(point, AREA_ZOOM);
      return true;
    };
  }

  // `#org-…` from an organisation's page (`#org=…` where the site is too large for one list): show it. Without this script
  // the first leads to its row in the list.
  function asked() {
    return /^#org[-=]/.test(location.hash) ? location.hash.slice(5) : "";
  }

  function goTo(data, map, pins) {
    const id = asked();
    const wanted = data.points.find((point) => point.id === id && pins.has(point));
    if (!wanted) return false;
    map.setView([wanted.lat, wanted.lon], wanted.radius ? AREA_ZOOM : CLOSE_ZOOM);
    box.scrollIntoView({ block: "center" });
    pins.open(wanted);
    return true;
  }
})();
