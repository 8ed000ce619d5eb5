/**
 * C99 for microcontrollers: a hand-written runtime (resources beside this package) and the tables
 * of a model, equal bit for bit to the integer datapath.
 */
package org.lstmc.core.export.c;
