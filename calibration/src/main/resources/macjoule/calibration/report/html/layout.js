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

  // The widest round step of which a round end is a multiple, with about as many steps as asked for.
  function step(end, count) {
    const power = Math.pow(10, Math.floor(Math.log10(end)));
    const lead = Math.round(end / power);
    const divisors = [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5].filter(one => Math.abs(lead / one - Math.round(lead / one)) < 1e-9);
    return power * divisors.reduce((best, one) => Math.abs(lead / one - count) < Math.abs(lead / best - count) ? one : best);
  }

  // The places of a label of this width about a point: how ECharts puts it there, and the box it fills.
  function places({x, y}, wide) {
    const beside = {top: y - 7, bottom: y + 7};
    const above = {top: y - 20, bottom: y - 6};
    const below = {top: y + 6, bottom: y + 20};
    const middle = {left: x - wide / 2, right: x + wide / 2};
    const onward = {left: x - 4, right: x + wide};
    const back = {left: x - wide, right: x + 4};
    return [
      [{position: 'right'}, {left: x + 6, right: x + 6 + wide}, beside], [{position: 'left'}, {left: x - 6 - wide, right: x - 6}, beside],
      [{position: 'top'}, middle, above], [{position: 'bottom'}, middle, below],
      [{position: 'top', align: 'left'}, onward, above], [{position: 'bottom', align: 'left'}, onward, below],
      [{position: 'top', align: 'right'}, back, above], [{position: 'bottom', align: 'right'}, back, below]
    ].map(([side, across, along]) => ({side, box: Object.assign({}, across, along)}));
  }

  // Where the label of each point goes, in the order of preference; null for those without room.
  // place = {xs, ys, xLog, yLog, width, height}: the ranges of the axes and the size of the plot in pixels.
  function labels(points, place, inTheWay) {
    const pixel = point => ({
      x: share(point.x, place.xs, place.xLog) * place.width, y: (1 - share(point.y, place.ys, place.yLog)) * place.height
    });
    const box = ({x, y}, half) => ({left: x - half, right: x + half, top: y - half, bottom: y + half});
    const pixels = points.map(pixel);
    const taken = inTheWay.map(point => box(pixel(point), 4));
    return points.map((point, i) => {
      const wide = point.label.length * 6.1 + 4;
      const free = places(pixels[i], wide).find(({box}) => box.left > 0 && box.right < place.width + 10 && box.top > -10
        && box.bottom < place.height && !taken.some(other => overlap(box, other)));
      if (free) { taken.push(free.box); }
      return free ? free.side : null;
    });
  }

  return {number, tick, logLimits, step, labels};
})();
