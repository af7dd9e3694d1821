package dev.rumbo.emulators;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A source of S3Mock's, which lets its port without TLS be reached from this machine alone; {@code server.address} is for the other. */
@Configuration
public class S3 {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> loopback() {
        return factory ->
                factory.getAdditionalConnectors().forEach(connector -> connector.setProperty("address", "127.0.0.1"));
    }
}
