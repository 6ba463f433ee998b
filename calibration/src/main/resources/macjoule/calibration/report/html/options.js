'use strict';
// Turns the charts of the report's data into options of ECharts. Knows nothing of the page but the size of a chart in pixels.
const chartOptions = (() => {
  const {SYMBOLS, addAxes, base, pointTip, allPoints, datum} = parts;

  // Of more points than these none is labelled: the tooltip and the table name them.
  const MOST_LABELS = 60;

  // Legend icons of lines that carry no points.
  const STROKES = {solid: 'path://M0 5h14v1.6h-14z', dashed: 'path://M0 5h5v1.6h-5zM9 5h5v1.6h-5z',
    dotted: 'path://M0 5h2v1.6h-2zM4 5h2v1.6h-2zM8 5h2v1.6h-2zM12 5h2v1.6h-2z'};

  const stroke = line => ({name: line.name, icon: STROKES[line.lineStyle.type], itemStyle: {color: line.lineStyle.color}});

  // A chart of points between two axes, whose legend names all that is drawn.
  function plane(chart, legend, theme, size) {
    const option = base(theme, legend, size);
    addAxes(option, chart, theme, size);
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = pointTip(chart);
    return option;
  }

  function lines(chart, theme, size) {
    const markers = chart.markers;
    const option = plane(chart, chart.series.concat(markers.map(marker => ({name: marker.label}))).map(s => s.name), theme, size);
    option.xAxis.splitLine.show = false;
    fit(option, allPoints(chart).concat(markers));
    if (chart.x.scale !== 'LOG') { spanWidth(option.xAxis, allPoints(chart).map(point => point.x)); }
    chart.series.forEach((series, i) => option.series.push({
      name: series.name, type: 'line', data: series.points.map(datum), symbol: SYMBOLS[i % SYMBOLS.length],
      symbolSize: series.points.length > 60 ? 3 : 6, showAllSymbol: true, lineStyle: {width: 2}, emphasis: {focus: 'series'}
    }));
    annotate(option, chart, theme);
    return option;
  }

  // Gives logarithmic axes the range of their points: they would else begin at 1.
  function fit(option, points) {
    for (const [name, target] of [['x', option.xAxis], ['y', option.yAxis]]) {
      if (target.type === 'log' && points.length > 0) {
        [target.min, target.max] = layout.logLimits(points.map(point => point[name]), 1.1);
      }
    }
  }

  // Lets curves run from one end of the axis to the other, and leaves out the labels of ends that are not round.
  function spanWidth(axis, values) {
    if (values.length < 2) { return; }
    const round = value => Number(value.toPrecision(1)) === value;
    axis.min = Math.min(...values);
    axis.max = Math.max(...values);
    if (round(axis.max)) { axis.interval = layout.step(axis.max, axis.splitNumber); }
    axis.axisLabel.showMinLabel = round(axis.min);
    axis.axisLabel.showMaxLabel = round(axis.max);
  }

  function annotate(option, chart, theme) {
    if (chart.bands.length > 0 && option.series.length > 0) {
      option.series[0].markArea = {silent: true, itemStyle: {color: theme.series[0], opacity: 0.13},
        label: {color: theme.soft, position: 'insideBottom', fontSize: 12, textBorderColor: theme.card, textBorderWidth: 2},
        data: chart.bands.map(band => [{name: band.name, xAxis: band.from}, {xAxis: band.to}])};
    }
    chart.markers.forEach((marker, i) => option.series.push({
      name: marker.label, type: 'scatter', data: [datum(marker)], symbol: i % 2 ? 'diamond' : 'circle', symbolSize: 13, z: 5,
      itemStyle: {color: theme.card, borderColor: theme.series[(i + 1) % theme.series.length], borderWidth: 2.5}
    }));
  }

  // Of predictions only those outside all bands are worth a name.
  const isNamed = (point, bands) => point.label !== '' && (bands || []).every(band => Math.abs(point.y / point.x - 1) > band);

  // The series of a chart of points, each point with its label where there is room for it; labels keep off what lies in the way.
  function scatterSeries(chart, option, theme, size, inTheWay) {
    const points = allPoints(chart);
    const range = (target, name) => target.min !== undefined ? [target.min, target.max]
      : [Math.min(...points.map(p => p[name])), Math.max(...points.map(p => p[name]))];
    const place = {xs: range(option.xAxis, 'x'), ys: range(option.yAxis, 'y'), xLog: option.xAxis.type === 'log',
      yLog: option.yAxis.type === 'log', width: size.width - 90, height: size.height - option.grid.top - 60};
    const named = points.filter(point => isNamed(point, chart.ratioBands));
    const sides = named.length <= MOST_LABELS ? layout.labels(named, place, inTheWay.concat(points)) : [];
    const side = new Map(named.map((point, i) => [point, sides[i]]));
    return chart.series.map((series, i) => ({
      name: series.name, type: 'scatter', symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: points.length > 150 ? 6 : 9,
      itemStyle: {opacity: 0.85, borderColor: theme.card, borderWidth: 0.8},
      label: {color: theme.soft, fontSize: 11, distance: 3, textBorderColor: theme.card, textBorderWidth: 2, formatter: item => item.data.label2},
      data: series.points.map(point =>
        Object.assign(datum(point), {label: Object.assign({show: Boolean(side.get(point))}, side.get(point))}))
    }));
  }

  function scatter(chart, theme, size) {
    const lines = chart.ratioBands.length === 0 ? [] : ratioLines(chart, theme);
    // Lines above and below share a name.
    const legend = lines.filter((line, i) => lines.findIndex(other => other.name === line.name) === i).map(stroke);
    const option = plane(chart, chart.series.map(s => s.name).concat(legend), theme, size);
    fit(option, allPoints(chart));
    if (lines.length > 0) {
      // Both axes get one range, so that lines of equal ratio run from corner to corner.
      const [low, high] = ratioRange(chart);
      Object.assign(option.xAxis, {min: low, max: high});
      Object.assign(option.yAxis, {min: low, max: high});
    }
    option.series = scatterSeries(chart, option, theme, size, lines.length > 0 ? alongRatios(chart) : []).concat(lines);
    return option;
  }

  // Points along the line and the outer bands, for labels to keep off.
  function alongRatios(chart) {
    const [low, high] = ratioRange(chart);
    const widest = Math.max(...chart.ratioBands);
    const steps = Array.from({length: 90}, (_, i) => low * Math.pow(high / low, i / 89));
    return [1 - widest, 1, 1 + widest].flatMap(ratio => steps.map(x => ({x, y: x * ratio})))
      .filter(point => point.y >= low && point.y <= high);
  }

  const ratioRange = chart => layout.logLimits(allPoints(chart).flatMap(point => [point.x, point.y]), 1.2);

  function ratioLines(chart, theme) {
    const [low, high] = ratioRange(chart);
    const line = (name, ratio, type) => ({
      name, type: 'line', silent: true, symbol: 'none', z: 1, color: theme.soft, lineStyle: {color: theme.soft, width: 1, type},
      data: ratio < 1 ? [[low / ratio, low], [high, high * ratio]] : [[low, low * ratio], [high / ratio, high]]
    });
    return [line('equal', 1, 'solid')].concat(chart.ratioBands.flatMap((band, i) =>
      [1 + band, 1 - band].map(ratio => line('±' + Math.round(band * 100) + ' %', ratio, i % 2 ? 'dotted' : 'dashed'))));
  }

  const ridge = ceiling => ceiling.peak / ceiling.slope;

  const roofName = ceiling => ceiling.name + ', ridge at ' + layout.number(ridge(ceiling));

  function roofline(chart, theme, size) {
    const points = allPoints(chart);
    const xs = layout.logLimits(points.map(p => p.x).concat(chart.ceilings.map(ridge)), 1.5);
    const ys = layout.logLimits(points.map(p => p.y).concat(chart.ceilings.map(c => c.peak)), 1.3);
    const roofs = chart.ceilings.map((ceiling, i) => roof(ceiling, i, xs, ys, theme));
    const option = plane(chart, chart.series.map(s => s.name).concat(roofs.map(stroke)), theme, size);
    Object.assign(option.xAxis, {min: xs[0], max: xs[1]});
    Object.assign(option.yAxis, {min: ys[0], max: ys[1]});
    const inTheWay = chart.ceilings.flatMap(ceiling => alongRoof(ceiling, xs, ys));
    option.series = scatterSeries(chart, option, theme, size, inTheWay).concat(roofs);
    return option;
  }

  const under = (ceiling, x) => Math.min(ceiling.peak, x * ceiling.slope);

  function roof(ceiling, index, xs, ys, theme) {
    const from = Math.max(xs[0], ys[0] / ceiling.slope);
    const colour = index === 0 ? theme.ink : theme.soft;
    return {
      name: roofName(ceiling), type: 'line', silent: true, symbol: 'none', z: 1, color: colour,
      lineStyle: {color: colour, width: 1.6, type: ['solid', 'dashed', 'dotted'][index % 3]},
      data: [from, ridge(ceiling), xs[1]].map(x => [x, under(ceiling, x)])
    };
  }

  function alongRoof(ceiling, [low, high], ys) {
    const steps = Array.from({length: 120}, (_, i) => low * Math.pow(high / low, i / 119));
    return steps.map(x => ({x, y: under(ceiling, x)})).filter(point => point.y >= ys[0]);
  }

  const KINDS = {bar: barOptions.of, line: lines, scatter, roofline};

  return {
    // size = {width, height, narrow}
    of: (kind, chart, theme, size) => KINDS[kind](chart, theme, size),
    height: (kind, chart, standard) => kind === 'bar' ? barOptions.height(chart)
      // Predictions are judged by their distance from the line, which a flat chart would hide.
      : kind === 'scatter' && chart.ratioBands.length > 0 ? Math.round(standard * 1.3) : standard
  };
})();
