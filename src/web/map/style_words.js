// SPDX-License-Identifier: Apache-2.0
// Words of the style language that several groups of layers use.

export const fonts = ['Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei'];
// MapLibre takes the weight from the first name; that family does not exist, so the next one is used, in bold.
export const boldFonts = ['Haitang Bold', ...fonts];

/** Grows with the zoom: zoom, value, zoom, value, … */
export const byZoom = (...stops) => ['interpolate', ['exponential', 1.5], ['zoom'], ...stops];
