/** Data sets: what a network is trained and judged on. Loaders read formats, generators make up. */
package org.lstmc.core.data;
