/**
 * Tensor networks in place of matrices: hierarchical Tucker (HT-LSTM, FDHT-LSTM) and tensor train
 * (TT-LSTM, TIE). Plans of contraction and their exact counts, the search for the cheapest order,
 * float products, dense expansion, and conversion from a dense matrix.
 */
package org.lstmc.core.compress.tensor;
