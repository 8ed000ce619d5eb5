/** Plain magnitude pruning: one threshold for a whole matrix, no balance at all. */
package org.lstmc.core.compress.unstructured;
