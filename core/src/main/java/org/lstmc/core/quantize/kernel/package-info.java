/**
 * The inner loops of the integer datapath: matrix times many lanes, and the log-softmax of the
 * host. Each exists with the Vector API and as a scalar twin that gives the same bits.
 */
package org.lstmc.core.quantize.kernel;
