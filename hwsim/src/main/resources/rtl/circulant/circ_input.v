// The x memory: two vectors, of which one is filled while the other is used; PORTS readers.
`default_nettype none
module circ_input #(
  parameter K = 8,
  parameter LOG = 3,
  parameter PER_BEAT = 4,
  parameter W = 12,
  parameter NW = 8,
  parameter ROWS = 4,           // addresses of one vector
  parameter AW = 3,
  parameter CW = 4,
  parameter LAST_BEAT = 0,
  parameter BW = 4,
  parameter PORTS = 1,
  parameter STYLE = "distributed"
) (
  input  wire                  clk,
  input  wire                  rst,
  input  wire                  in_valid,
  output wire                  in_ready,
  input  wire [PER_BEAT*W-1:0] in_data,
  output wire                  there,     // a vector is complete with this cycle
  input  wire                  taken,
  input  wire [PORTS-1:0]      odd,
  input  wire [PORTS*CW-1:0]   block,
  output wire [PORTS*K*W-1:0]  q
);
  localparam integer SECOND = ROWS;
  reg full;
  reg bank;
  reg [BW-1:0] beat;
  reg [NW-1:0] word;
  wire we = in_valid & in_ready;
  wire last = we & (beat == LAST_BEAT[BW-1:0]);
  assign in_ready = ~full & ~rst;
  assign there = full | last;
  always @(posedge clk) begin
    if (we) begin
      beat <= last ? {BW{1'b0}} : beat + 1'b1;
      word <= last ? {NW{1'b0}} : word + PER_BEAT[NW-1:0];
    end
    if (last) bank <= ~bank;
    full <= there & ~taken;
    if (rst) begin
      full <= 1'b0;
      bank <= 1'b0;
      beat <= {BW{1'b0}};
      word <= {NW{1'b0}};
    end
  end
  genvar p;
  generate
    for (p = 0; p < PORTS; p = p + 1) begin : g_port
      circ_words #(.LOG(LOG), .K(K), .V(PER_BEAT), .W(W), .NW(NW), .DEPTH(2*ROWS), .AW(AW), .CW(CW),
        .STYLE(STYLE))
        u_words (.clk(clk), .we(we), .wbase(bank ? SECOND[AW-1:0] : {AW{1'b0}}), .word(word),
          .keep({PER_BEAT{1'b1}}), .wd(in_data), .rbase(odd[p] ? SECOND[AW-1:0] : {AW{1'b0}}),
          .block(block[p*CW +: CW]), .rd(q[p*K*W +: K*W]));
    end
  endgenerate
endmodule
`default_nettype wire
