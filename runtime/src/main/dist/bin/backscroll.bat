@echo off
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 "-Dbackscroll.home=%HOME_DIR%" -Dbackscroll.terminal=true -Dbackscroll.tty=true %BACKSCROLL_JAVA_OPTS% -jar "%HOME_DIR%\lib\backscroll-launcher.jar" %*
exit /b %ERRORLEVEL%
