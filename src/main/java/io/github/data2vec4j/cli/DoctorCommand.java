package io.github.data2vec4j.cli;
import picocli.CommandLine.Command;
@Command(name = "doctor") final class DoctorCommand implements Runnable { public void run() {} }
