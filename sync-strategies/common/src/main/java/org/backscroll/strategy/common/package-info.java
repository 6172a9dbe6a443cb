/** What the strategies have in common; copied privately into each bundle that uses it. */
package org.backscroll.strategy.common;
