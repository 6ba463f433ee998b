'use strict';
// How charts show numbers, how far their axes reach, and which points have room for a label.
const layout = (() => {
  const SI = [[1e15, 'P'], [1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k'], [1, ''], [1e-3, 'm'], [1e-6, 'µ'], [1e-9, 'n']];

  // Four significant digits, for reading.
  function number(value) {
    if (value === null || value === undefined) { return 'unavailable'; }
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
      return value.toExponential(3).replace(/\.?0+e/, 'e').replace('e+', 'e');
    }
    return Number(value.toPrecision(4)).toLocaleString('en-US', {maximumFractionDigits: 6});
  }

  // A short number for an axis, with a prefix of the SI where it would be long.
  function tick(value) {
    const size = Math.abs(value);
    if (size === 0 || (size >= 0.9999e-3 && size < 0.9999e4)) {
      return Number(value.toPrecision(4)).toLocaleString('en-US', {maximumFractionDigits: 6});
    }
    const [unit, prefix] = SI.find(([least]) => size >= least * 0.9999) || SI[SI.length - 1];
    return Number((value / unit).toPrecision(4)) + ' ' + prefix;
  }

  // The range of a logarithmic axis: one, two or five times a power of ten at both ends.
  function logLimits(values, padding) {
    const low = Math.min(...values) / padding;
    const high = Math.max(...values) * padding;
    const power = value => Math.pow(10, Math.floor(Math.log10(value)));
    const below = [5, 2, 1].find(step => step * power(low) <= low) * power(low);
    const above = [1, 2, 5, 10].find(step => step * power(high) >= high) * power(high);
    return [below, above];
  }

  const share = (value, [low, high], log) => log
    ? Math.log(value / low) / Math.log(high / low) : (value - low) / ((high - low) || 1);

  const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  // Where the label of each point goes, in the order of preference; null for those without room.
  // place = {xs, ys, xLog, yLog, width, height}: the ranges of the axes and the size of the plot in pixels.
  // From each of the roofs on, given by its left end, a line runs to the right that labels keep off.
  function labels(points, place, roofs) {
    const pixel = point => ({
      x: share(point.x, place.xs, place.xLog) * place.width, y: (1 - share(point.y, place.ys, place.yLog)) * place.height
    });
    const pixels = points.map(pixel);
    const taken = pixels.map(({x, y}) => ({left: x - 5, right: x + 5, top: y - 5, bottom: y + 5}))
      .concat(roofs.map(pixel).map(({x, y}) => ({left: x, right: place.width, top: y - 2, bottom: y + 2})));
    return points.map((point, i) => {
      const wide = point.label.length * 6.1 + 4;
      const {x, y} = pixels[i];
      const sides = {
        right: {left: x + 6, right: x + 6 + wide, top: y - 7, bottom: y + 7},
        left: {left: x - 6 - wide, right: x - 6, top: y - 7, bottom: y + 7},
        top: {left: x - wide / 2, right: x + wide / 2, top: y - 20, bottom: y - 6},
        bottom: {left: x - wide / 2, right: x + wide / 2, top: y + 6, bottom: y + 20}
      };
      const free = Object.keys(sides).find(side => {
        const box = sides[side];
        return box.left > 0 && box.right < place.width + 10 && box.top > -10 && box.bottom < place.height
          && !taken.some(other => overlap(box, other));
      });
      if (free) { taken.push(sides[free]); }
      return free || null;
    });
  }

  return {number, tick, logLimits, labels};
})();
