/**
 * Data sets: what a network is trained and judged on.
 *
 * <p>Start at {@link org.lstmc.core.data.Datasets}. A {@link org.lstmc.core.data.DataFormat} is one
 * class; all of them stand in the one list in {@link org.lstmc.core.data.Formats}. Loaders for
 * files live in {@code text}, {@code speech} and {@code series}, generators in {@code generate}.
 */
package org.lstmc.core.data;
