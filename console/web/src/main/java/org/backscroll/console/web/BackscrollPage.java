package org.backscroll.console.web;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The page of Backscroll in the Felix Web Console, which puts its own head and foot around it and
 * asks who reads it for a password. It only shows: whatever but GET and HEAD is refused.
 */
@Component(
        service = Servlet.class,
        property = {"felix.webconsole.label=backscroll", "felix.webconsole.title=Backscroll"})
public final class BackscrollPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Parts parts;

    /** With what tells what is there. */
    @Activate
    public BackscrollPage(BundleContext context) {
        parts = new Parts(context);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(new Overview(parts).html());
    }
}
