using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace AllianceServices.ServiceDefaults.Storage;

/// <summary>Where a register keeps its data. Section `Store` of the configuration.</summary>
public sealed class StoreOptions : IValidatableObject
{
    /// <summary>The folder of the SQLite file `{register}.db`. Made if it does not exist. Not used with PostgreSQL.</summary>
    [Required]
    public string Folder { get; set; } = "data";

    /// <summary>
    /// A PostgreSQL database of the register's own, as Npgsql writes it: `Host=db;Database=statements;Username=statements`.
    /// Empty keeps the data in the SQLite file.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var failure = FailureOf(ConnectionString);
        return failure is null ? [] : [new($"ConnectionString of Store is not one: {failure}", [nameof(ConnectionString)])];
    }

    private static string? FailureOf(string connectionString)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            return connectionString.Length > 0 && string.IsNullOrEmpty(builder.Host) ? "Host is missing." : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            // It names the keyword. A password is a value and is not repeated.
            return exception.Message;
        }
    }
}
