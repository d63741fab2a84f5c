namespace AllianceServices.ServiceDefaults.Hosting;

/// <summary>A service cannot start for a reason that the operator can mend. The message is the sentence to show.</summary>
public sealed class StartupException(string message, Exception? cause = null) : Exception(message, cause);
