/** The store on SQLite. Private to its bundle: reached through the services it registers. */
package org.backscroll.store.sqlite;
