'use strict';
// Turns the charts of the report's data into options of ECharts. Knows nothing of the page but the size of a chart in pixels.
const chartOptions = (() => {
  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin', 'arrow'];

  const escapeText = text => text.replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');

  function axis(spec, theme, size, vertical) {
    const log = spec.scale === 'LOG';
    return {
      type: log ? 'log' : 'value',
      // The title of a vertical axis stands above it, see addAxes().
      name: vertical ? '' : spec.title,
      nameLocation: 'middle',
      nameGap: 30,
      nameTextStyle: {color: theme.soft, fontSize: 12},
      axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true, formatter: layout.tick},
      axisLine: {show: !vertical, lineStyle: {color: theme.line}},
      axisTick: {show: false},
      splitLine: {lineStyle: {color: theme.grid}},
      minorSplitLine: {show: false},
      splitNumber: size.narrow ? 3 : 5,
      scale: !log
    };
  }

  function addAxes(option, chart, theme, size) {
    option.xAxis = axis(chart.x, theme, size, false);
    option.yAxis = axis(chart.y, theme, size, true);
    option.graphic = [remark(chart.y.title, theme, {left: 4, top: option.grid.top - 24})];
  }

  function remark(text, theme, place) {
    return Object.assign({type: 'text', silent: true,
      style: {text, fill: theme.soft, fontSize: 12, fontFamily: theme.font, align: place.right ? 'right' : 'left', lineHeight: 17}}, place);
  }

  function legendLines(names, size) {
    let x = 0;
    let lines = 1;
    for (const name of names) {
      const wide = name.length * 6.6 + 36;
      if (x > 0 && x + wide > size.width) { x = 0; lines++; }
      x += wide;
    }
    return lines;
  }

  function base(theme, legend, size) {
    return {
      color: theme.series,
      animation: false,
      textStyle: {fontFamily: theme.font, color: theme.ink},
      backgroundColor: 'transparent',
      grid: {left: 8, right: size.narrow ? 14 : 28, top: legend.length > 1 ? 38 + 24 * legendLines(legend, size) : 34, bottom: 34, containLabel: true},
      legend: {show: legend.length > 1, top: 0, left: 0, type: 'plain', itemWidth: 14, itemHeight: 10, itemGap: size.narrow ? 8 : 16,
        textStyle: {color: theme.ink, fontSize: 12}, inactiveColor: theme.line, pageTextStyle: {color: theme.soft},
        pageIconColor: theme.soft, pageIconInactiveColor: theme.line, data: legend},
      tooltip: {confine: true, backgroundColor: theme.card, borderColor: theme.line, textStyle: {color: theme.ink, fontSize: 13},
        extraCssText: 'max-width:min(320px,80vw);white-space:normal;box-shadow:0 2px 10px rgba(0,0,0,.18)'},
      series: []
    };
  }

  function pointTip(chart) {
    return item => {
      const point = item.data && item.data.value;
      if (!point) { return ''; }
      const title = item.data.label2 || item.seriesName;
      const second = item.data.label2 ? '<br><small>' + escapeText(item.seriesName) + '</small>' : '';
      return '<b>' + escapeText(title) + '</b>' + second + '<br>' + escapeText(chart.x.title) + ': ' + layout.number(point[0])
        + '<br>' + escapeText(chart.y.title) + ': ' + layout.number(point[1]);
    };
  }

  const allPoints = chart => chart.series.flatMap(s => s.points);

  const datum = point => ({value: [point.x, point.y], label2: point.label});

  function bars(chart, theme, size) {
    const option = base(theme, chart.series.map(s => s.name), size);
    const categories = chart.categories;
    if (chart.series.length < 2) { option.grid.top = 6; }
    option.xAxis = axis(chart.value, theme, size, false);
    // Bars of a linear scale start at zero, else their lengths mislead.
    option.xAxis.scale = false;
    option.yAxis = {type: 'category', data: categories, inverse: true, axisTick: {show: false}, axisLine: {lineStyle: {color: theme.line}},
      axisLabel: {color: theme.ink, fontSize: size.narrow ? 11 : 12, interval: 0}};
    option.tooltip.trigger = 'axis';
    option.tooltip.axisPointer = {type: 'shadow', shadowStyle: {color: theme.hover, opacity: 0.5}};
    option.tooltip.formatter = items => {
      const i = categories.indexOf(items[0].axisValue);
      return '<b>' + escapeText(categories[i]) + '</b>'
        + chart.series.map(s => '<br>' + escapeText(s.name) + ': ' + amountText(s.amounts[i])).join('');
    };
    option.series = chart.series.map(series => barSeries(series, chart, theme));
    // Where bars stand alone their intervals are drawn; side by side they are told by the tooltip and the table.
    if (chart.series.length === 1) { option.series.push(intervals(chart.series[0].amounts, theme)); }
    return option;
  }

  function amountText(amount) {
    if (amount.value === null) { return 'unavailable: ' + escapeText(amount.reason); }
    return layout.number(amount.value)
      + (amount.low === null ? '' : ' (' + layout.number(amount.low) + ' to ' + layout.number(amount.high) + ')');
  }

  function barSeries(series, chart, theme) {
    const missing = series.amounts.map((amount, i) => ({amount, i})).filter(({amount}) => amount.value === null);
    const known = chart.series.flatMap(s => s.amounts).map(amount => amount.value).filter(value => value !== null);
    const start = chart.value.scale === 'LOG' ? Math.min(...known) : 0;
    return {
      name: series.name, type: 'bar', barMaxWidth: 18, barGap: '15%', barCategoryGap: '32%', itemStyle: {borderRadius: [0, 2, 2, 0]},
      data: series.amounts.map(amount => amount.value),
      markPoint: {silent: true, symbol: 'rect', symbolSize: 1, animation: false, itemStyle: {color: 'transparent'},
        label: {show: true, position: 'right', color: theme.soft, fontStyle: 'italic', fontSize: 12, formatter: item => item.name},
        data: missing.map(({amount, i}) => ({name: 'unavailable: ' + amount.reason, coord: [start, i]}))}
    };
  }

  // One line for each bar that has an interval, with a stroke at both ends.
  function intervals(amounts, theme) {
    return {
      name: 'interval', type: 'line', silent: true, z: 3, symbol: 'rect', symbolSize: [2, 10], showAllSymbol: true,
      lineStyle: {color: theme.ink, width: 1.5}, itemStyle: {color: theme.ink, borderWidth: 0},
      data: amounts.flatMap((amount, i) => amount.low === null ? [] : [[amount.low, i], [amount.high, i], [null, i]])
    };
  }

  function lines(chart, theme, size) {
    const option = base(theme, chart.series.map(s => s.name), size);
    addAxes(option, chart, theme, size);
    option.xAxis.splitLine.show = false;
    fit(option, allPoints(chart).concat(chart.markers));
    if (chart.x.scale !== 'LOG') { spanWidth(option.xAxis, allPoints(chart).map(point => point.x)); }
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = pointTip(chart);
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
    axis.axisLabel.showMinLabel = round(axis.min);
    axis.axisLabel.showMaxLabel = round(axis.max);
  }

  function annotate(option, chart, theme) {
    if (chart.bands.length > 0 && option.series.length > 0) {
      option.series[0].markArea = {silent: true, itemStyle: {color: theme.series[0], opacity: 0.13},
        label: {color: theme.soft, position: 'insideBottom', fontSize: 12},
        data: chart.bands.map(band => [{name: band.name, xAxis: band.from}, {xAxis: band.to}])};
    }
    chart.markers.forEach((marker, i) => option.series.push({
      name: marker.label, type: 'scatter', data: [datum(marker)], symbol: i % 2 ? 'diamond' : 'circle', symbolSize: 13, z: 5,
      itemStyle: {color: theme.card, borderColor: theme.series[(i + 1) % theme.series.length], borderWidth: 2.5},
      label: {show: true, formatter: marker.label, position: i % 2 ? 'bottom' : 'left', distance: 10, color: theme.ink, fontSize: 12,
        textBorderColor: theme.card, textBorderWidth: 3}
    }));
  }

  // The series of a chart of points, each point with its label where there is room for it.
  function scatterSeries(chart, option, theme, size, roofs) {
    const points = allPoints(chart);
    const range = (target, name) => target.min !== undefined ? [target.min, target.max]
      : [Math.min(...points.map(p => p[name])), Math.max(...points.map(p => p[name]))];
    const place = {xs: range(option.xAxis, 'x'), ys: range(option.yAxis, 'y'), xLog: option.xAxis.type === 'log',
      yLog: option.yAxis.type === 'log', width: size.width - 90, height: size.height - option.grid.top - 60};
    const sides = points.length <= 80 ? layout.labels(points, place, roofs) : points.map(() => null);
    let next = 0;
    return chart.series.map((series, i) => ({
      name: series.name, type: 'scatter', symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: points.length > 150 ? 6 : 9,
      itemStyle: {opacity: 0.85, borderColor: theme.card, borderWidth: 0.8},
      label: {color: theme.soft, fontSize: 11, distance: 3, textBorderColor: theme.card, textBorderWidth: 2, formatter: item => item.data.label2},
      data: series.points.map(point => {
        const side = sides[next++];
        return Object.assign(datum(point), {label: {show: side !== null && point.label !== '', position: side || 'right'}});
      })
    }));
  }

  function scatter(chart, theme, size) {
    const option = base(theme, chart.series.map(s => s.name), size);
    addAxes(option, chart, theme, size);
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = pointTip(chart);
    fit(option, allPoints(chart));
    const lines = ratioLines(option, chart, theme);
    option.series = scatterSeries(chart, option, theme, size, []).concat(lines);
    return option;
  }

  // Lines of equal ratio; both axes get one range, so that they run at half a right angle to each.
  function ratioLines(option, chart, theme) {
    const values = allPoints(chart).flatMap(point => [point.x, point.y]);
    if (values.length === 0 || chart.ratioBands.length === 0) { return []; }
    const [low, high] = layout.logLimits(values, 1.2);
    Object.assign(option.xAxis, {min: low, max: high});
    Object.assign(option.yAxis, {min: low, max: high});
    const bands = chart.ratioBands.map(band => '±' + Math.round(band * 100) + ' %').join(', ');
    option.graphic.push(remark('lines: equal, ' + bands, theme, {right: 36, bottom: 66}));
    const line = (ratio, type) => ({
      name: 'ratio ' + ratio, type: 'line', silent: true, symbol: 'none', z: 1, lineStyle: {color: theme.soft, width: 1, type},
      data: ratio < 1 ? [[low / ratio, low], [high, high * ratio]] : [[low, low * ratio], [high / ratio, high]]
    });
    return [line(1, 'solid')].concat(chart.ratioBands.flatMap((band, i) =>
      [1 + band, 1 - band].map(ratio => line(ratio, i % 2 ? 'dotted' : 'dashed'))));
  }

  function roofline(chart, theme, size) {
    const option = base(theme, chart.series.map(s => s.name), size);
    addAxes(option, chart, theme, size);
    const points = allPoints(chart);
    const xs = layout.logLimits(points.map(p => p.x).concat(chart.ceilings.map(c => c.peak / c.slope)), 1.5);
    const ys = layout.logLimits(points.map(p => p.y).concat(chart.ceilings.map(c => c.peak)), 1.3);
    Object.assign(option.xAxis, {min: xs[0], max: xs[1]});
    Object.assign(option.yAxis, {min: ys[0], max: ys[1]});
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = pointTip(chart);
    const ridges = chart.ceilings.map(c => c.name + ': ridge at ' + layout.number(c.peak / c.slope)).join('\n');
    option.graphic.push(remark(ridges, theme, {right: 36, bottom: 66}));
    // Labels keep off the flat part of the roofs.
    const flat = chart.ceilings.map(c => ({x: c.peak / c.slope, y: c.peak}));
    option.series = scatterSeries(chart, option, theme, size, flat).concat(chart.ceilings.map((c, i) => roof(c, i, xs, ys, theme)));
    return option;
  }

  function roof(ceiling, index, xs, ys, theme) {
    const ridge = ceiling.peak / ceiling.slope;
    const from = Math.max(xs[0], ys[0] / ceiling.slope);
    return {
      name: ceiling.name, type: 'line', silent: true, symbol: 'none', z: 1,
      lineStyle: {color: index === 0 ? theme.ink : theme.soft, width: 1.6, type: index === 0 ? 'solid' : 'dashed'},
      data: [from, ridge, xs[1]].map(x => [x, Math.min(ceiling.peak, x * ceiling.slope)])
    };
  }

  const KINDS = {bar: bars, line: lines, scatter, roofline};

  return {
    // size = {width, height, narrow}
    of: (kind, chart, theme, size) => KINDS[kind](chart, theme, size),
    // Bars need room for each category.
    height: (kind, chart, standard) => kind === 'bar'
      ? Math.max(220, 110 + chart.categories.length * Math.max(24, 13 * chart.series.length + 9)) : standard
  };
})();
