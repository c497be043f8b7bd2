// The map is an addition to the list: it draws what points.json says and shows what the filters leave.
// No text becomes HTML here: nodes are built one by one and filled through textContent.
const Page = {
  by: (id) => document.getElementById(id),
  node(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  },
  fill: (text, facts) => text.replace(/\{(\w+)\}/g, (slot, name) => facts[name] ?? slot),
};

(() => {
  "use strict";

  const { by, node, fill } = Page;
  const box = by("map");
  const status = by("map-status");
  const cards = [...document.querySelectorAll("#list li[data-id]")];
  const TOO_MANY_ERRORS = 4, WITHIN_MS = 5000, CIRCLES_FROM_ZOOM = 13, CLOSE_ZOOM = 16, AREA_ZOOM = 14;

  fetch(box.dataset.points).then((answer) => answer.json()).then(start).catch((error) => {
    box.hidden = true;
    console.error(error);
  });

  function start(data) {
    const words = data.words;
    const map = makeMap(data);
    const Named = L.DivIcon.extend({
      createIcon(old) {
        const element = L.DivIcon.prototype.createIcon.call(this, old);
        element.setAttribute("aria-label", this.options.label);
        return element;
      },
    });
    const circles = L.layerGroup();
    const group = L.markerClusterGroup({
      animate: false,
      showCoverageOnHover: false,
      maxClusterRadius: 48,
      iconCreateFunction: (cluster) => {
        const inside = cluster.getAllChildMarkers();
        const names = inside.slice(0, 2).map((marker) => marker.options.point.name).join(", ");
        return new Named({
          className: "cluster",
          iconSize: [50, 50],
          html: node("span", { textContent: inside.length }),
          label: `${fill(words.cluster, { n: inside.length })} (${names} …)`,
        });
      },
    });
    const markers = data.points.map((point) => {
      const marker = L.marker([point.lat, point.lon], { icon: pin(Named, point), point });
      marker.bindPopup(() => popup(point, words), {
        maxWidth: Math.min(300, box.clientWidth - 110),
        autoPanPaddingTopLeft: [16, 24],
        autoPanPaddingBottomRight: [16, 24],
      });
      return marker;
    });
    group.addTo(map);

    const draw = (shown) => {
      group.clearLayers();
      circles.clearLayers();
      group.addLayers(markers.filter((marker) => shown.has(marker.options.point.id)));
      const drawn = new Set();
      for (const { lat, lon, radius, id } of data.points) {
        const key = `${lat} ${lon} ${radius}`;
        if (!radius || drawn.has(key) || !shown.has(id)) continue;
        drawn.add(key);
        circles.addLayer(L.circle([lat, lon], { radius, className: "area-circle", interactive: false }));
      }
    };
    const circlesByZoom = () => {
      if (map.getZoom() >= CIRCLES_FROM_ZOOM) circles.addTo(map);
      else circles.remove();
    };
    map.on("zoomend", circlesByZoom);
    keyboard(map, words);
    Filters(data, cards, draw, whereabouts(map));
    circlesByZoom();
    goTo(map, group, markers);
    window.addEventListener("hashchange", () => goTo(map, group, markers));
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
    const byZoom = () => (map.getZoom() >= CIRCLES_FROM_ZOOM ? group.addLayer(small) : group.removeLayer(small));
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

  function pin(Named, point) {
    const letter = node("span", {}, node("b", { textContent: point.letter }));
    return new Named({
      className: `pin c-${point.top}${point.radius ? " rough" : ""}`,
      iconSize: [36, 36],
      iconAnchor: point.radius ? [18, 18] : [18, 38],
      popupAnchor: point.radius ? [0, -14] : [0, -34],
      html: letter,
      label: [point.name, point.where, point.about].filter(Boolean).join("、"),
    });
  }

  function popup(point, words) {
    const link = node("a", { href: point.href, textContent: words.open });
    const name = node("p", { className: "pop-name", textContent: point.name });
    if (point.lang) name.lang = point.lang;
    const inside = node("div", {}, name, node("p", { textContent: [point.where, point.about].filter(Boolean).join(" / ") }));
    if (point.rough) inside.append(node("p", { className: "small", textContent: point.rough }));
    if (point.tel) {
      const number = node("a", { className: "tel", href: `tel:${point.tel.replace(/-/g, "").replace("#", "%23")}` });
      number.textContent = point.tel;
      inside.append(node("p", {}, `${words.phone} `, number));
    }
    inside.append(node("p", {}, link));
    return inside;
  }

  // Leaflet 1.9 leaves keyboard users outside the popup and cannot close it by Escape from a marker (Leaflet#6551, #8115).
  function keyboard(map, words) {
    let opener = null;
    map.on("popupopen", ({ popup: opened }) => {
      const element = opened.getElement();
      const close = element.querySelector(".leaflet-popup-close-button");
      const point = opened._source.options.point;
      element.setAttribute("role", "dialog");
      element.setAttribute("aria-label", point.name);
      if (close) {
        close.setAttribute("aria-label", words.close);
        close.title = words.close;
      }
      opener = opened._source;
      element.querySelector(".leaflet-popup-content a").focus({ preventScroll: true });
      for (const card of cards) card.toggleAttribute("data-lit", card.dataset.id === point.id);
    });
    map.on("popupclose", () => {
      // The popup is gone by now and took the focus with it, unless the visitor had moved on to another part of the page.
      const element = opener && opener.getElement();
      const lost = document.activeElement === document.body || box.contains(document.activeElement);
      if (element && lost) element.focus({ preventScroll: true });
      for (const card of cards) card.removeAttribute("data-lit");
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

  // `#org-…` from an organisation's page: show it. Without this script the same address leads to its row in the list.
  function goTo(map, group, markers) {
    const id = location.hash.startsWith("#org-") ? location.hash.slice(5) : "";
    const wanted = markers.find((marker) => marker.options.point.id === id && group.hasLayer(marker));
    if (!wanted) return;
    // Not zoomToShowLayer: it waits for a movement that never comes where the map is there already.
    map.setView(wanted.getLatLng(), wanted.options.point.radius ? AREA_ZOOM : CLOSE_ZOOM);
    box.scrollIntoView({ block: "center" });
    const seen = group.getVisibleParent(wanted);
    if (seen && seen !== wanted) seen.spiderfy();
    wanted.openPopup();
  }
})();
