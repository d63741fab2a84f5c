using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Statements.V1;
using Google.Protobuf.Reflection;

namespace AllianceServices.Cli;

/// <summary>The form of a file.</summary>
internal enum FileFormat
{
    /// <summary>JSON Lines: a row of an import in proto3 JSON on each line.</summary>
    Jsonl,

    /// <summary>Comma-separated values: a header line with the names of fields, then a resource per row.</summary>
    Csv,
}

/// <summary>What can be imported and exported.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Service">The register.</param>
/// <param name="Field">The field of a row that holds the resource, where all rows are of one kind.</param>
/// <param name="Formats">The formats that it has, the usual one first.</param>
internal sealed record Kind(string Name, ServiceDescriptor Service, string? Field, params FileFormat[] Formats)
{
    /// <summary>Statements; in JSON Lines with their sources.</summary>
    public static readonly Kind Statements =
        new("statements", StatementsService.Descriptor, "statement", FileFormat.Jsonl, FileFormat.Csv);

    /// <summary>Sources alone.</summary>
    public static readonly Kind Sources = new("sources", StatementsService.Descriptor, "source", FileFormat.Csv);

    /// <summary>Agreements.</summary>
    public static readonly Kind Agreements =
        new("agreements", AgreementsService.Descriptor, "agreement", FileFormat.Jsonl, FileFormat.Csv);

    /// <summary>Organizations, tracks, criteria and assessments.</summary>
    public static readonly Kind Criteria = new("criteria", CriteriaService.Descriptor, null, FileFormat.Jsonl);

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<Kind> All { get; } = [Statements, Sources, Agreements, Criteria];

    /// <summary>The method that takes rows.</summary>
    public MethodDescriptor Import => Service.FindMethodByName("Import");

    /// <summary>The method that sends rows.</summary>
    public MethodDescriptor Export => Service.FindMethodByName("Export");

    /// <summary>A row of an import.</summary>
    public MessageDescriptor Row => Import.InputType;

    /// <summary>The resource of which a CSV file holds one a row.</summary>
    public MessageDescriptor Resource => Row.FindFieldByName(Field).MessageType;

    /// <summary>Which format is meant.</summary>
    /// <param name="given">What the command line says.</param>
    /// <param name="file">The file, whose name may tell.</param>
    /// <param name="usual">The format of a name that does not tell; none if it must be given.</param>
    public FileFormat FormatOf(FileFormat? given, string? file, FileFormat? usual)
    {
        var format = given ?? ByExtension(file) ?? usual
            ?? throw new StopException($"{file}: the name does not tell the format; say --format jsonl or --format csv.", ExitCodes.BadUsage);
        return Formats.Contains(format) ? format : throw new StopException(WhyNot(format), ExitCodes.BadUsage);
    }

    private string WhyNot(FileFormat format) => format == FileFormat.Csv
        ? $"{Name} have no CSV form, because their rows are of several kinds; use JSON Lines."
        : $"In JSON Lines, {Name} are rows of the statements' file; say `statements`, or use CSV.";

    private static FileFormat? ByExtension(string? file) => Path.GetExtension(file)?.ToLowerInvariant() switch
    {
        ".jsonl" or ".ndjson" => FileFormat.Jsonl,
        ".csv" or ".tsv" => FileFormat.Csv,
        _ => null,
    };
}
