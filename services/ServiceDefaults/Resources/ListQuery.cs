using System.Security.Cryptography;
using System.Text;
using Alliance.Errors.V1;
using AllianceServices.ServiceDefaults.Errors;
using Microsoft.AspNetCore.WebUtilities;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>
/// A list call without its page. A page token is the last name of the page before, bound to this query: a token of another
/// query is refused instead of giving a page that belongs to neither.
/// </summary>
internal sealed class ListQuery(string collection, string parent, string filter)
{
    /// <summary>The page size where the caller gives none.</summary>
    public const int DefaultPageSize = 50;

    private const int BindingLength = 8;

    /// <summary>The token for the page after a name.</summary>
    public string TokenAfter(string name) =>
        WebEncoders.Base64UrlEncode([.. Binding(name), .. Encoding.UTF8.GetBytes(name)]);

    /// <summary>The name after which a page begins; null for the first page.</summary>
    public string? After(string pageToken)
    {
        if (pageToken.Length == 0)
        {
            return null;
        }
        try
        {
            var bytes = WebEncoders.Base64UrlDecode(pageToken);
            if (bytes.Length > BindingLength)
            {
                var name = Encoding.UTF8.GetString(bytes.AsSpan(BindingLength));
                if (Binding(name).SequenceEqual(bytes.AsSpan(0, BindingLength)))
                {
                    return name;
                }
            }
        }
        catch (FormatException)
        {
            // Not one of our tokens; answered below like any other.
        }
        throw RpcErrors.InvalidArgument(
            new FieldViolation("page_token", "was not made for this list and filter", ErrorReason.PageTokenInvalid));
    }

    private ReadOnlySpan<byte> Binding(string name) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{collection}\0{parent}\0{filter}\0{name}")).AsSpan(0, BindingLength);
}
