'use strict';
// Turns the charts of the report's data into options of ECharts. Knows nothing of the page.
const chartOptions = (() => {
  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin', 'arrow'];

  // Four significant digits, with a prefix of the SI where that is shorter.
  function number(value) {
    if (value === null || value === undefined) { return 'unavailable'; }
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-3 || size >= 1e6)) {
      return value.toExponential(3).replace(/\.?0+e/, 'e').replace('e+', 'e');
    }
    return Number(value.toPrecision(4)).toLocaleString('en-US', {maximumFractionDigits: 6});
  }

  const SI = [[1e15, 'P'], [1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k'], [1, ''], [1e-3, 'm'], [1e-6, 'µ'], [1e-9, 'n']];
  function tick(value) {
    if (value === 0) { return '0'; }
    const size = Math.abs(value);
    const [unit, prefix] = SI.find(([least]) => size >= least * 0.999999) || SI[SI.length - 1];
    return Number((value / unit).toPrecision(4)) + (prefix === '' ? '' : ' ' + prefix);
  }

  const escapeText = text => text.replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');

  function extent(values) {
    return [Math.min(...values), Math.max(...values)];
  }

  function logLimits(values, paddingInDecades) {
    const [low, high] = extent(values);
    const round = (exponent, way) => Math.pow(10, way(exponent * 4) / 4);
    return [round(Math.log10(low) - paddingInDecades, Math.floor), round(Math.log10(high) + paddingInDecades, Math.ceil)];
  }

  function axis(spec, theme, narrow, vertical) {
    const log = spec.scale === 'LOG';
    return {
      type: log ? 'log' : 'value',
      name: spec.title,
      nameLocation: vertical ? 'end' : 'middle',
      nameGap: vertical ? 14 : 30,
      nameTextStyle: {color: theme.soft, fontSize: 12, align: vertical ? 'left' : 'center', padding: vertical ? [0, 0, 0, -44] : 0},
      axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true, formatter: tick},
      axisLine: {show: !vertical, lineStyle: {color: theme.line}},
      axisTick: {show: false},
      splitLine: {lineStyle: {color: theme.grid}},
      minorSplitLine: {show: false},
      splitNumber: narrow ? 3 : 5,
      scale: !log
    };
  }

  function base(theme, legend, narrow) {
    return {
      color: theme.series,
      animation: false,
      textStyle: {fontFamily: theme.font, color: theme.ink},
      backgroundColor: 'transparent',
      grid: {left: 8, right: narrow ? 14 : 28, top: legend.length > 1 ? (narrow && legend.length > 3 ? 86 : 64) : 34, bottom: 34, containLabel: true},
      legend: {show: legend.length > 1, top: 0, left: 0, type: narrow ? 'plain' : 'scroll', itemWidth: 14, itemHeight: 10, itemGap: narrow ? 8 : 16,
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
      return '<b>' + escapeText(title) + '</b>' + second + '<br>' + escapeText(chart.x.title) + ': ' + number(point[0])
        + '<br>' + escapeText(chart.y.title) + ': ' + number(point[1]);
    };
  }

  const datum = point => ({value: [point.x, point.y], label2: point.label});

  function bars(chart, theme, narrow) {
    const option = base(theme, chart.series.map(s => s.name), narrow);
    const order = chart.categories;
    option.grid.bottom = 34;
    option.xAxis = axis(chart.value, theme, narrow, false);
    // Bars of a linear scale start at zero, else their lengths mislead.
    option.xAxis.scale = false;
    option.yAxis = {type: 'category', data: order, inverse: true, axisTick: {show: false}, axisLine: {lineStyle: {color: theme.line}},
      axisLabel: {color: theme.ink, fontSize: narrow ? 11 : 12, interval: 0}};
    option.tooltip.trigger = 'axis';
    option.tooltip.axisPointer = {type: 'shadow', shadowStyle: {color: theme.hover, opacity: 0.5}};
    option.tooltip.formatter = items => {
      const i = items[0].dataIndex;
      return '<b>' + escapeText(order[i]) + '</b>' + chart.series.map(s => '<br>' + escapeText(s.name) + ': ' + amountText(s.amounts[i])).join('');
    };
    chart.series.forEach((series, s) => option.series.push(barSeries(series, s, chart.series.length, theme)));
    return option;
  }

  function amountText(amount) {
    if (amount.value === null) { return 'unavailable: ' + escapeText(amount.reason); }
    return number(amount.value) + (amount.low === null ? '' : ' (' + number(amount.low) + ' to ' + number(amount.high) + ')');
  }

  function barSeries(series, index, count, theme) {
    const intervals = series.amounts.map((amount, i) => ({amount, i})).filter(({amount}) => amount.low !== null);
    const missing = series.amounts.map((amount, i) => ({amount, i})).filter(({amount}) => amount.value === null);
    return {
      name: series.name, type: 'bar', barMaxWidth: 18, barGap: '15%', barCategoryGap: '32%',
      data: series.amounts.map(amount => amount.value),
      itemStyle: {color: theme.series[index % theme.series.length], borderRadius: [0, 2, 2, 0]},
      // Where bars stand alone their intervals are drawn on them; side by side they are told by the tooltip and the table.
      markLine: count > 1 ? undefined : {silent: true, symbol: ['rect', 'rect'], symbolSize: [2, 9], animation: false,
        lineStyle: {type: 'solid', width: 1.5, color: theme.ink}, label: {show: false},
        data: intervals.map(({amount, i}) => [{coord: [amount.low, i]}, {coord: [amount.high, i]}])},
      markPoint: {silent: true, symbol: 'rect', symbolSize: 1, animation: false, itemStyle: {color: 'transparent'},
        label: {show: true, position: 'right', color: theme.soft, fontStyle: 'italic', fontSize: 12, formatter: item => item.name},
        data: missing.map(({amount, i}) => ({name: 'unavailable: ' + amount.reason, x: '22%', yAxis: i}))}
    };
  }

  function lines(chart, theme, narrow) {
    const option = base(theme, chart.series.map(s => s.name), narrow);
    option.xAxis = axis(chart.x, theme, narrow, false);
    option.yAxis = axis(chart.y, theme, narrow, true);
    option.xAxis.splitLine.show = false;
    fit(option, chart);
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = pointTip(chart);
    chart.series.forEach((series, i) => option.series.push({
      name: series.name, type: 'line', data: series.points.map(datum), symbol: SYMBOLS[i % SYMBOLS.length],
      symbolSize: series.points.length > 60 ? 3 : 6, showAllSymbol: true, lineStyle: {width: 2}, emphasis: {focus: 'series'}
    }));
    annotate(option, chart, theme);
    return option;
  }

  // Gives axes the range of their points: logarithmic ones would else begin at 1.
  function fit(option, chart) {
    const points = chart.series.flatMap(s => s.points).concat(chart.markers || []);
    for (const [name, target] of [['x', option.xAxis], ['y', option.yAxis]]) {
      const values = points.map(point => point[name]);
      if (values.length === 0) { continue; }
      if (target.type === 'log') {
        [target.min, target.max] = logLimits(values, 0.05);
      } else if (name === 'x') {
        [target.min, target.max] = extent(values);
        if (target.min === target.max) { target.min = target.max = null; }
      }
    }
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
      label: {show: true, formatter: marker.label, position: i % 2 ? 'bottom' : 'top', distance: 9, color: theme.ink, fontSize: 12,
        textBorderColor: theme.card, textBorderWidth: 3}
    }));
  }

  function scatterSeries(chart, theme, narrow) {
    return chart.series.map((series, i) => ({
      name: series.name, type: 'scatter', data: series.points.map(datum), symbol: SYMBOLS[i % SYMBOLS.length],
      symbolSize: series.points.length > 150 ? 6 : 9,
      itemStyle: {opacity: 0.85, borderColor: theme.card, borderWidth: 0.8},
      label: {show: !narrow && series.points.length <= 40, formatter: item => item.data.label2, position: 'right', color: theme.soft,
        fontSize: 11, textBorderColor: theme.card, textBorderWidth: 2},
      labelLayout: {hideOverlap: true}
    }));
  }

  function scatter(chart, theme, narrow) {
    const option = base(theme, chart.series.map(s => s.name), narrow);
    option.xAxis = axis(chart.x, theme, narrow, false);
    option.yAxis = axis(chart.y, theme, narrow, true);
    fit(option, {series: chart.series, markers: []});
    if (option.xAxis.type === 'value') { option.xAxis.min = option.xAxis.max = null; }
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = pointTip(chart);
    option.series = scatterSeries(chart, theme, narrow);
    if (chart.ratioBands.length > 0) { addRatioBands(option, chart, theme); }
    return option;
  }

  function addRatioBands(option, chart, theme) {
    const all = chart.series.flatMap(s => s.points).flatMap(point => [point.x, point.y]);
    if (all.length === 0) { return; }
    const [low, high] = logLimits(all, 0.1);
    Object.assign(option.xAxis, {min: low, max: high});
    Object.assign(option.yAxis, {min: low, max: high});
    const line = (name, ratio, type, width) => ({
      name, type: 'line', silent: true, symbol: 'none', z: 1, lineStyle: {color: theme.soft, width, type}, tooltip: {show: false},
      data: ratio < 1 ? [[low / ratio, low], [high, high * ratio]] : [[low, low * ratio], [high / ratio, high]],
      endLabel: {show: true, formatter: name, color: theme.soft, fontSize: 11, offset: [-44, ratio < 1 ? 12 : -4]}
    });
    option.series.push(line('equal', 1, 'solid', 1));
    option.series[option.series.length - 1].endLabel.show = false;
    chart.ratioBands.forEach((band, i) => {
      const type = i % 2 ? 'dotted' : 'dashed';
      option.series.push(line('+' + Math.round(band * 100) + ' %', 1 + band, type, 1));
      option.series.push(line('−' + Math.round(band * 100) + ' %', 1 - band, type, 1));
      option.series[option.series.length - 1].endLabel.show = option.series[option.series.length - 2].endLabel.show = false;
    });
    option.graphic = [{type: 'text', right: 30, bottom: 62, style: {fill: theme.soft, fontSize: 12, fontFamily: theme.font,
      text: 'lines: equal, ' + chart.ratioBands.map(band => '±' + Math.round(band * 100) + ' %').join(', ')}}];
  }

  function roofline(chart, theme, narrow) {
    const option = base(theme, chart.series.map(s => s.name), narrow);
    option.xAxis = axis(chart.x, theme, narrow, false);
    option.yAxis = axis(chart.y, theme, narrow, true);
    const points = chart.series.flatMap(s => s.points);
    const xs = logLimits(points.map(p => p.x).concat(chart.ceilings.map(c => c.peak / c.slope)), 0.2);
    const ys = logLimits(points.map(p => p.y).concat(chart.ceilings.map(c => c.peak)), 0.1);
    Object.assign(option.xAxis, {min: xs[0], max: xs[1]});
    Object.assign(option.yAxis, {min: ys[0], max: ys[1]});
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = pointTip(chart);
    option.series = scatterSeries(chart, theme, narrow);
    chart.ceilings.forEach(ceiling => option.series.push(roof(ceiling, xs, ys, theme)));
    return option;
  }

  function roof(ceiling, xs, ys, theme) {
    const ridge = ceiling.peak / ceiling.slope;
    const from = Math.max(xs[0], ys[0] / ceiling.slope);
    const corners = [from, ridge, xs[1]].filter(x => x >= from && x <= xs[1]);
    return {
      name: ceiling.name, type: 'line', silent: true, symbol: 'none', z: 1, lineStyle: {color: theme.ink, width: 1.6},
      data: corners.map(x => [x, Math.min(ceiling.peak, x * ceiling.slope)]),
      markPoint: {silent: true, symbol: 'circle', symbolSize: 1, animation: false,
        data: [{coord: [ridge, ceiling.peak]}],
        label: {show: true, position: 'bottom', distance: 8, formatter: ceiling.name + '\nridge ' + number(ridge), color: theme.soft, fontSize: 11, align: 'left'}}
    };
  }

  const KINDS = {bar: bars, line: lines, scatter, roofline};

  return {
    of: (kind, chart, theme, narrow) => KINDS[kind](chart, theme, narrow),
    // Bars need room for each category.
    height: (kind, chart, standard) => kind === 'bar'
      ? Math.max(220, 110 + chart.categories.length * Math.max(24, 13 * chart.series.length + 9)) : standard,
    number
  };
})();
