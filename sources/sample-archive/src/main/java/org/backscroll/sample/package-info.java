/** Makes archives of invented history, for the tour, for tests and for measuring. */
package org.backscroll.sample;
