/** Row-balanced pruning of BRDS: every row of a matrix keeps the same number of weights. */
package org.lstmc.core.compress.rowbalanced;
