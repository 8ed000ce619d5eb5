/** Block-circulant matrices (C-LSTM, E-RNN, SWM). */
package org.lstmc.core.compress.circulant;
