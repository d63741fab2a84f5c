using Microsoft.Extensions.Logging;
using Xunit;

namespace AllianceServices.TestKit;

/// <summary>Sends what a service logs to the output of the test that started it.</summary>
internal sealed class TestOutputLogger(string service, ITestOutputHelper? output) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
    }

    private void Write(string line)
    {
        try
        {
            output?.WriteLine(line);
        }
        catch (InvalidOperationException)
        {
            // The test is over; the service has not heard of it yet.
        }
    }

    private sealed class Category(TestOutputLogger target, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            target.Write($"{target.Service} {logLevel} {name}: {formatter(state, exception)} {exception}");
    }

    private string Service => service;
}
