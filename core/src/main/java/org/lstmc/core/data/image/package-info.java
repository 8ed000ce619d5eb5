/**
 * Sequences made from images: whole images of one step (MNIST's idx files, CIFAR-10's binary
 * files), rows of an image, digits that move.
 */
package org.lstmc.core.data.image;
