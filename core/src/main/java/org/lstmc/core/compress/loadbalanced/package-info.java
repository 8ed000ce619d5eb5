/** Load-balance-aware pruning of ESE: every processing element's share is equally sparse. */
package org.lstmc.core.compress.loadbalanced;
