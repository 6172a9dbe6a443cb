package org.backscroll.source.whatsapp.export;

/**
 * A date as it is written: three numbers of which nobody says which is the day.
 *
 * @param first the first number
 * @param second the second number, which is the month or the day
 * @param third the last number
 * @param firstLength with how many digits the first is written
 * @param thirdLength with how many digits the last is written
 */
record Digits(int first, int second, int third, int firstLength, int thirdLength) {
    @Override
    public String toString() {
        return first + "/" + second + "/" + third;
    }
}
