/**
 * How ratios are found: the dual-ratio search of BRDS, and sensitivity scans with their heat maps.
 * Pure logic; training and scoring come in as callbacks.
 */
package org.lstmc.core.compress.search;
