/**
 * Exploration of block-circulant designs after E-RNN (Li et al., arXiv 1812.07106): which cell and
 * block sizes hold the accuracy (Phase I), then which number formats and activations (Phase II).
 * Decisions only: training, integer scoring and machines are asked through interfaces.
 */
package org.lstmc.core.explore;
