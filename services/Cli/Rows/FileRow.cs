using Alliance.Type.V1;

namespace AllianceServices.Cli.Rows;

/// <summary>A row of a file, as far as the file can tell.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="NextLine">The line on which the next row begins.</param>
/// <param name="End">How many bytes of the file end with it.</param>
/// <param name="Message">The row as a message; none if it has errors.</param>
/// <param name="Errors">Why it is no row.</param>
internal sealed record FileRow(long Line, long NextLine, long End, byte[]? Message, IReadOnlyList<ImportError> Errors);
