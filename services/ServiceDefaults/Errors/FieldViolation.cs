using Alliance.Errors.V1;

namespace AllianceServices.ServiceDefaults.Errors;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Field">Proto path of the field from the request, `statement.positions[0].candidate`.</param>
/// <param name="Description">What is wrong, in words that complete the field's name: "must be ...".</param>
/// <param name="Reason">The reason clients decide by.</param>
public sealed record FieldViolation(
    string Field, string Description, ErrorReason Reason = ErrorReason.FieldInvalid)
{
    /// <summary>
    /// Most violations that an error lists. gRPC carries an error's details in trailers, which clients bound to a few
    /// kilobytes; what is longer reaches them as a broken connection.
    /// </summary>
    public const int Most = 20;

    /// <summary>Whether enough was found to answer with; a check may stop here.</summary>
    public static bool Suffices(IReadOnlyCollection<FieldViolation> violations) => violations.Count > Most;
}
