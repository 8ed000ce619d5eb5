/**
 * What a network is: its shape, its tensors, what was done to them and where they came from. No
 * arithmetic, no files ({@code manifest} reads and writes), no hardware.
 */
package org.lstmc.core.model;
