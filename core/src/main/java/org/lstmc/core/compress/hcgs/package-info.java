/** Hierarchical coarse-grain sparsity (HCGS). */
package org.lstmc.core.compress.hcgs;
