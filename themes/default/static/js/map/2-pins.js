// The pins. Who would lie on another is drawn with it, as one sign with their number, so that two signs are never closer
// than NEAR. Only what is in view is in the page: a zoom costs by the size of the screen, not by that of the site.
function Pins(map, words, popup) {
  "use strict";
  const { node, fill } = Page;
  const NEAR = 56, BESIDE = 60, CIRCLES_FROM_ZOOM = 13, MOST_LISTED = 100, MANY = 1000;
  const drawn = new Map(), circles = new Map(), layer = L.layerGroup().addTo(map);
  let points = new Set(), groups = [], cells = new Map(), zoom = null, job;
  const Named = L.DivIcon.extend({
    createIcon(old) {
      const element = L.DivIcon.prototype.createIcon.call(this, old);
      element.setAttribute("aria-label", this.options.label);
      return element;
    },
  });

  // Where a point is on the world's map of 256 pixels; each zoom doubles it.
  const at = (point) => point.at ||= map.project([point.lat, point.lon], 0);
  // A small whole number, which engines find fastest. Cells that share one are far apart, and distance tells them.
  const key = (x, y) => ((x & 0x7fff) << 15) | (y & 0x7fff);

  // Each point joins the nearest group that is near enough, or begins one. The first come stay where they are.
  function gather(some) {
    const scale = 2 ** zoom;
    for (const point of some) {
      const x = at(point).x * scale, y = at(point).y * scale;
      const column = Math.floor(x / NEAR), line = Math.floor(y / NEAR);
      let best = null, least = NEAR * NEAR;
      for (let c = column - 1; c <= column + 1; c++) {
        for (let l = line - 1; l <= line + 1; l++) {
          for (const group of cells.get(key(c, l)) || []) {
            const away = (group.x - x) ** 2 + (group.y - y) ** 2;
            if (away < least) [best, least] = [group, away];
          }
        }
      }
      if (best) best.points.push(point);
      else {
        const group = { x, y, points: [point] }, cell = cells.get(key(column, line));
        groups.push(group);
        if (cell) cell.push(group);
        else cells.set(key(column, line), [group]);
      }
    }
  }

  function regroup() {
    zoom = map.getZoom();
    groups = [];
    cells = new Map();
    for (const marker of drawn.values()) marker.remove();
    drawn.clear();
    gather(points);
  }

  function show() {
    if (map.getZoom() !== zoom) regroup();
    const { min, max } = map.getPixelBounds();
    const inside = ({ x, y }) => x > min.x - BESIDE && x < max.x + BESIDE && y > min.y - BESIDE && y < max.y + BESIDE;
    for (const [group, marker] of drawn) {
      const grown = marker.options.size !== group.points.length;
      if (!grown && (inside(group) || marker.isPopupOpen())) continue;
      const focused = grown && marker.getElement() === document.activeElement;
      marker.remove();
      drawn.delete(group);
      if (focused) draw(group).getElement().focus({ preventScroll: true });
    }
    for (const group of groups) if (!drawn.has(group) && inside(group)) draw(group);
    encircle(groups.filter(inside));
  }

  // The places that are known roughly, as far as they are in view.
  function encircle(seen) {
    const wanted = new Map();
    for (const { points: [...some] } of zoom >= CIRCLES_FROM_ZOOM ? seen : []) {
      for (const { lat, lon, radius } of some) if (radius) wanted.set(`${lat} ${lon} ${radius}`, [lat, lon, radius]);
    }
    for (const [name, circle] of circles) {
      if (wanted.delete(name)) continue;
      circle.remove();
      circles.delete(name);
    }
    for (const [name, [lat, lon, radius]] of wanted) {
      circles.set(name, L.circle([lat, lon], { radius, className: "area-circle", interactive: false }).addTo(layer));
    }
  }

  function draw(group) {
    const [first] = group.points, marker = group.points.length > 1 ? sign(group) : pin(first);
    drawn.set(group, marker.addTo(layer));
    return marker;
  }

  const frame = (label, id) => ({
    label,
    id,
    maxWidth: Math.min(300, map.getContainer().clientWidth - 110),
    maxHeight: Math.max(160, map.getContainer().clientHeight - 130),
    autoPanPaddingTopLeft: [16, 24],
    autoPanPaddingBottomRight: [16, 24],
  });

  function pin(point) {
    const icon = new Named({
      className: `pin c-${point.top}${point.radius ? " rough" : ""}`,
      iconSize: [36, 36],
      iconAnchor: point.radius ? [18, 18] : [18, 38],
      popupAnchor: point.radius ? [0, -14] : [0, -34],
      html: node("span", {}, node("b", { textContent: point.letter })),
      label: [point.name, point.where, point.about].filter(Boolean).join("、"),
    });
    return L.marker([point.lat, point.lon], { icon, size: 1 }).bindPopup(() => popup(point), frame(point.name, point.id));
  }

  // Pressed, it comes apart; those who stand on one spot are listed instead.
  function sign(group) {
    const [first, second] = group.points, n = group.points.length;
    const icon = new Named({
      className: "cluster",
      iconSize: [50, 50],
      popupAnchor: [0, -22],
      html: node("span", { textContent: n }),
      label: `${fill(words.cluster, { n })} (${first.name}, ${second.name} …)`,
    });
    const marker = L.marker([first.lat, first.lon], { icon, size: n });
    const far = NEAR / 2 ** map.getMaxZoom();
    if (!group.points.some((point) => Math.hypot(at(point).x - at(first).x, at(point).y - at(first).y) > far)) {
      return marker.bindPopup(() => listed(group.points), frame(fill(words.count, { n })));
    }
    return marker.on("click keypress", ({ originalEvent }) => {
      if (originalEvent?.key && originalEvent.key !== "Enter") return;
      const focused = marker.getElement() === document.activeElement;
      const bounds = L.latLngBounds(group.points.map(({ lat, lon }) => [lat, lon]));
      const closer = Math.max(map.getZoom() + 1, map.getBoundsZoom(bounds, false, L.point(60, 60)));
      map.setView(bounds.getCenter(), Math.min(closer, map.getMaxZoom()));
      if (focused) marked(first)?.getElement().focus({ preventScroll: true });
    });
  }

  function listed(some) {
    const rows = some.slice(0, MOST_LISTED).map((point) => {
      const link = node("a", { href: point.href, textContent: point.name });
      if (point.lang) link.lang = point.lang;
      return node("li", {}, link);
    });
    return node("div", {}, node("p", { className: "pop-name", textContent: fill(words.count, { n: some.length }) }), node("ul", { className: "pop-list" }, ...rows));
  }

  const marked = (point) => drawn.get(groups.find((group) => group.points.includes(point)));

  // Of many points the signs come in a task of their own after the tiles: each is short enough for a slow processor.
  map.on("moveend", () => {
    clearTimeout(job);
    if (points.size > MANY) job = setTimeout(show);
    else show();
  });
  return {
    has: (point) => points.has(point),
    // These and no others.
    set(some) {
      points = new Set(some);
      zoom = null;
      show();
    },
    add(some) {
      for (const point of some) points.add(point);
      if (map.getZoom() === zoom) gather(some);
      show();
    },
    // What a pin says, also where it is drawn with others.
    open(point) {
      show();
      const marker = marked(point);
      if (!marker) return;
      if (marker.options.size === 1) marker.openPopup();
      else L.popup({ ...frame(point.name, point.id), offset: [0, -22] }, marker).setLatLng(marker.getLatLng()).setContent(popup(point)).openOn(map);
    },
  };
}
