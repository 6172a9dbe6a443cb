/** Reads the history that another Backscroll serves. */
package org.backscroll.source.peer;
