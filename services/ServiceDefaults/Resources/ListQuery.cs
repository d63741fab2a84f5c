using Alliance.Errors.V1;
using AllianceServices.ServiceDefaults.Errors;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>
/// The page of a list. A page token is the last name of the page before, bound to this query: a token of another query is
/// refused instead of giving a page that belongs to neither.
/// </summary>
/// <param name="collection">What is listed.</param>
/// <param name="parent">Whose, or by which question.</param>
/// <param name="filter">The filter, or empty.</param>
public sealed class ListQuery(string collection, string parent, string filter)
{
    /// <summary>The page size where the caller gives none.</summary>
    public const int DefaultPageSize = 50;

    private string Question => $"{collection}\0{parent}\0{filter}";

    /// <summary>The token for the page after a name.</summary>
    public string TokenAfter(string name) => BoundToken.Write(Question, name);

    /// <summary>The name after which a page begins; null for the first page.</summary>
    public string? After(string pageToken) =>
        pageToken.Length == 0 ? null
        : BoundToken.TryRead(Question, pageToken, out var name) ? name
        : throw RpcErrors.InvalidArgument(
            new FieldViolation("page_token", "was not made for this list and filter", ErrorReason.PageTokenInvalid));
}
