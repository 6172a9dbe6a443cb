/** Serves what is stored over HTTP. */
package org.backscroll.peer.server;
