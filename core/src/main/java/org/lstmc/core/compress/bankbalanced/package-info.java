/** Bank-balanced sparsity of BBS: every bank of every row keeps the same number of weights. */
package org.lstmc.core.compress.bankbalanced;
