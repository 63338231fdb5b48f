// @ts-nocheck: what protobufjs writes is untyped; lib/platform/proto.ts gives it its types.
import protobuf from 'protobufjs/minimal.js'
const { Reader, Writer, util } = protobuf
// Seconds are the only 64-bit numbers here, and fit a number: no objects are made of them.
util.Long = null
protobuf.configure()
const chaac_weather_v1_Condition = { values: {"0":"CONDITION_UNKNOWN","1":"CONDITION_SUNNY","2":"CONDITION_CLOUDY","3":"CONDITION_RAINY","4":"CONDITION_FOGGY","5":"CONDITION_STORMY","6":"CONDITION_SNOWY","7":"CONDITION_WINDY"} }
const grpc_health_v1_HealthCheckResponse_ServingStatus = { values: {"0":"UNKNOWN","1":"SERVING","2":"NOT_SERVING","3":"SERVICE_UNKNOWN"} }
const wethertweet_Municipalities = { values: {"0":"municipalities_unknown","1":"mixco","2":"guatemala","3":"amatitlan","4":"chinautla"} }
const wethertweet_Weathers = { values: {"0":"weathers_unknown","1":"sunny","2":"cloudy","3":"rainy","4":"foggy"} }
const chaac_weather_v1_WriteReadingsRequest = ((types) => ({
  types,
  name: "WriteReadingsRequest",
  ctor: function WriteReadingsRequest(p){
  this.readings=[]
  if(p)for(var ks=Object.keys(p),i=0;i<ks.length;++i)if(p[ks[i]]!=null&&ks[i]!=="__proto__")
  this[ks[i]]=p[ks[i]]
},
  encode: function WriteReadingsRequest$encode(m,w,q){
  if(!w)
  w=Writer.create()
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  if(m.readings!=null&&m.readings.length){
  for(var i=0;i<m.readings.length;++i)
  types[0].encode(m.readings[i],w.uint32(10).fork(),q+1).ldelim()
  }
  return w
},
  decode: function WriteReadingsRequest$decode(r,l,e,n){
  if(!(r instanceof Reader))
  r=Reader.create(r)
  if(n===undefined)n=0
  if(n>Reader.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var c,m
  if(l===undefined)
  c=r.len
  else{
  c=r.pos+l
  if(c>r.len)
  throw RangeError("index out of range")
  l=r.len
  r.len=c
  }
  m=new this.ctor
  while(r.pos<c){
  var t=r.uint32()
  if(t===e)
  break
  switch(t>>>3){
  case 1: {
  if(!(m.readings&&m.readings.length))
  m.readings=[]
  m.readings.push(types[0].decode(r,r.uint32(),undefined,n+1))
  break
  }
  default:
  r.skipType(t&7,n)
  break
  }
  }
  if(l!==undefined){
  if(r.pos!==c)
  throw RangeError("index out of range")
  r.len=l
  }
  return m
},
  fromObject: function WriteReadingsRequest$fromObject(d,n){
  if(d instanceof this.ctor)
  return d
  if(!util.isObject(d))
  throw TypeError(".chaac.weather.v1.WriteReadingsRequest: object expected")
  if(n===undefined)n=0
  if(n>util.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var m=new this.ctor
  if(d.readings){
  if(!Array.isArray(d.readings))
  throw TypeError(".chaac.weather.v1.WriteReadingsRequest.readings: array expected")
  m.readings=[]
  for(var i=0;i<d.readings.length;++i){
  if(!util.isObject(d.readings[i]))
  throw TypeError(".chaac.weather.v1.WriteReadingsRequest.readings: object expected")
  m.readings[i]=types[0].fromObject(d.readings[i],n+1)
  }
  }
  return m
},
  toObject: function WriteReadingsRequest$toObject(m,o,q){
  if(!o)
  o={}
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  var d={}
  if(o.arrays||o.defaults){
  d.readings=[]
  }
  if(m.readings&&m.readings.length){
  d.readings=[]
  for(var j=0;j<m.readings.length;++j){
  d.readings[j]=types[0].toObject(m.readings[j],o,q+1)
  }
  }
  return d
},
}))([])
const chaac_weather_v1_WriteReadingsResponse = ((types) => ({
  types,
  name: "WriteReadingsResponse",
  ctor: function WriteReadingsResponse(p){
  this.ids=[]
  if(p)for(var ks=Object.keys(p),i=0;i<ks.length;++i)if(p[ks[i]]!=null&&ks[i]!=="__proto__")
  this[ks[i]]=p[ks[i]]
},
  encode: function WriteReadingsResponse$encode(m,w,q){
  if(!w)
  w=Writer.create()
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  if(m.confirmedBy!=null&&Object.hasOwnProperty.call(m,"confirmedBy"))
  w.uint32(10).string(m.confirmedBy)
  if(m.ids!=null&&m.ids.length){
  for(var i=0;i<m.ids.length;++i)
  w.uint32(18).string(m.ids[i])
  }
  return w
},
  decode: function WriteReadingsResponse$decode(r,l,e,n){
  if(!(r instanceof Reader))
  r=Reader.create(r)
  if(n===undefined)n=0
  if(n>Reader.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var c,m
  if(l===undefined)
  c=r.len
  else{
  c=r.pos+l
  if(c>r.len)
  throw RangeError("index out of range")
  l=r.len
  r.len=c
  }
  m=new this.ctor
  while(r.pos<c){
  var t=r.uint32()
  if(t===e)
  break
  switch(t>>>3){
  case 1: {
  m.confirmedBy=r.string()
  break
  }
  case 2: {
  if(!(m.ids&&m.ids.length))
  m.ids=[]
  m.ids.push(r.string())
  break
  }
  default:
  r.skipType(t&7,n)
  break
  }
  }
  if(l!==undefined){
  if(r.pos!==c)
  throw RangeError("index out of range")
  r.len=l
  }
  return m
},
  fromObject: function WriteReadingsResponse$fromObject(d,n){
  if(d instanceof this.ctor)
  return d
  if(!util.isObject(d))
  throw TypeError(".chaac.weather.v1.WriteReadingsResponse: object expected")
  if(n===undefined)n=0
  if(n>util.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var m=new this.ctor
  if(d.confirmedBy!=null){
  m.confirmedBy=String(d.confirmedBy)
  }
  if(d.ids){
  if(!Array.isArray(d.ids))
  throw TypeError(".chaac.weather.v1.WriteReadingsResponse.ids: array expected")
  m.ids=[]
  for(var i=0;i<d.ids.length;++i){
  m.ids[i]=String(d.ids[i])
  }
  }
  return m
},
  toObject: function WriteReadingsResponse$toObject(m,o,q){
  if(!o)
  o={}
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  var d={}
  if(o.arrays||o.defaults){
  d.ids=[]
  }
  if(o.defaults){
  d.confirmedBy=""
  }
  if(m.confirmedBy!=null&&Object.hasOwnProperty.call(m,"confirmedBy")){
  d.confirmedBy=m.confirmedBy
  }
  if(m.ids&&m.ids.length){
  d.ids=[]
  for(var j=0;j<m.ids.length;++j){
  d.ids[j]=m.ids[j]
  }
  }
  return d
},
}))([])
const chaac_weather_v1_Reading = ((types) => ({
  types,
  name: "Reading",
  ctor: function Reading(p){
  this.quality=[]
  if(p)for(var ks=Object.keys(p),i=0;i<ks.length;++i)if(p[ks[i]]!=null&&ks[i]!=="__proto__")
  this[ks[i]]=p[ks[i]]
},
  encode: function Reading$encode(m,w,q){
  if(!w)
  w=Writer.create()
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  if(m.id!=null&&Object.hasOwnProperty.call(m,"id"))
  w.uint32(10).string(m.id)
  if(m.station!=null&&Object.hasOwnProperty.call(m,"station"))
  w.uint32(18).string(m.station)
  if(m.observedAt!=null&&Object.hasOwnProperty.call(m,"observedAt"))
  types[2].encode(m.observedAt,w.uint32(26).fork(),q+1).ldelim()
  if(m.receivedAt!=null&&Object.hasOwnProperty.call(m,"receivedAt"))
  types[3].encode(m.receivedAt,w.uint32(34).fork(),q+1).ldelim()
  if(m.municipality!=null&&Object.hasOwnProperty.call(m,"municipality"))
  w.uint32(42).string(m.municipality)
  if(m.temperature!=null&&Object.hasOwnProperty.call(m,"temperature"))
  w.uint32(49).double(m.temperature)
  if(m.humidity!=null&&Object.hasOwnProperty.call(m,"humidity"))
  w.uint32(57).double(m.humidity)
  if(m.pressure!=null&&Object.hasOwnProperty.call(m,"pressure"))
  w.uint32(65).double(m.pressure)
  if(m.windSpeed!=null&&Object.hasOwnProperty.call(m,"windSpeed"))
  w.uint32(73).double(m.windSpeed)
  if(m.windGust!=null&&Object.hasOwnProperty.call(m,"windGust"))
  w.uint32(81).double(m.windGust)
  if(m.windDirection!=null&&Object.hasOwnProperty.call(m,"windDirection"))
  w.uint32(89).double(m.windDirection)
  if(m.rainRate!=null&&Object.hasOwnProperty.call(m,"rainRate"))
  w.uint32(97).double(m.rainRate)
  if(m.rain!=null&&Object.hasOwnProperty.call(m,"rain"))
  w.uint32(105).double(m.rain)
  if(m.solarRadiation!=null&&Object.hasOwnProperty.call(m,"solarRadiation"))
  w.uint32(113).double(m.solarRadiation)
  if(m.uvIndex!=null&&Object.hasOwnProperty.call(m,"uvIndex"))
  w.uint32(121).double(m.uvIndex)
  if(m.condition!=null&&Object.hasOwnProperty.call(m,"condition"))
  w.uint32(128).int32(m.condition)
  if(m.quality!=null&&m.quality.length){
  for(var i=0;i<m.quality.length;++i)
  w.uint32(138).string(m.quality[i])
  }
  if(m.dialect!=null&&Object.hasOwnProperty.call(m,"dialect"))
  w.uint32(146).string(m.dialect)
  if(m.rainCounter!=null&&Object.hasOwnProperty.call(m,"rainCounter"))
  types[18].encode(m.rainCounter,w.uint32(154).fork(),q+1).ldelim()
  return w
},
  decode: function Reading$decode(r,l,e,n){
  if(!(r instanceof Reader))
  r=Reader.create(r)
  if(n===undefined)n=0
  if(n>Reader.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var c,m
  if(l===undefined)
  c=r.len
  else{
  c=r.pos+l
  if(c>r.len)
  throw RangeError("index out of range")
  l=r.len
  r.len=c
  }
  m=new this.ctor
  while(r.pos<c){
  var t=r.uint32()
  if(t===e)
  break
  switch(t>>>3){
  case 1: {
  m.id=r.string()
  break
  }
  case 2: {
  m.station=r.string()
  break
  }
  case 3: {
  m.observedAt=types[2].decode(r,r.uint32(),undefined,n+1)
  break
  }
  case 4: {
  m.receivedAt=types[3].decode(r,r.uint32(),undefined,n+1)
  break
  }
  case 5: {
  m.municipality=r.string()
  break
  }
  case 6: {
  m.temperature=r.double()
  break
  }
  case 7: {
  m.humidity=r.double()
  break
  }
  case 8: {
  m.pressure=r.double()
  break
  }
  case 9: {
  m.windSpeed=r.double()
  break
  }
  case 10: {
  m.windGust=r.double()
  break
  }
  case 11: {
  m.windDirection=r.double()
  break
  }
  case 12: {
  m.rainRate=r.double()
  break
  }
  case 13: {
  m.rain=r.double()
  break
  }
  case 14: {
  m.solarRadiation=r.double()
  break
  }
  case 15: {
  m.uvIndex=r.double()
  break
  }
  case 16: {
  m.condition=r.int32()
  break
  }
  case 17: {
  if(!(m.quality&&m.quality.length))
  m.quality=[]
  m.quality.push(r.string())
  break
  }
  case 18: {
  m.dialect=r.string()
  break
  }
  case 19: {
  m.rainCounter=types[18].decode(r,r.uint32(),undefined,n+1)
  break
  }
  default:
  r.skipType(t&7,n)
  break
  }
  }
  if(l!==undefined){
  if(r.pos!==c)
  throw RangeError("index out of range")
  r.len=l
  }
  return m
},
  fromObject: function Reading$fromObject(d,n){
  if(d instanceof this.ctor)
  return d
  if(!util.isObject(d))
  throw TypeError(".chaac.weather.v1.Reading: object expected")
  if(n===undefined)n=0
  if(n>util.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var m=new this.ctor
  if(d.id!=null){
  m.id=String(d.id)
  }
  if(d.station!=null){
  m.station=String(d.station)
  }
  if(d.observedAt!=null){
  if(!util.isObject(d.observedAt))
  throw TypeError(".chaac.weather.v1.Reading.observedAt: object expected")
  m.observedAt=types[2].fromObject(d.observedAt,n+1)
  }
  if(d.receivedAt!=null){
  if(!util.isObject(d.receivedAt))
  throw TypeError(".chaac.weather.v1.Reading.receivedAt: object expected")
  m.receivedAt=types[3].fromObject(d.receivedAt,n+1)
  }
  if(d.municipality!=null){
  m.municipality=String(d.municipality)
  }
  if(d.temperature!=null){
  m.temperature=Number(d.temperature)
  }
  if(d.humidity!=null){
  m.humidity=Number(d.humidity)
  }
  if(d.pressure!=null){
  m.pressure=Number(d.pressure)
  }
  if(d.windSpeed!=null){
  m.windSpeed=Number(d.windSpeed)
  }
  if(d.windGust!=null){
  m.windGust=Number(d.windGust)
  }
  if(d.windDirection!=null){
  m.windDirection=Number(d.windDirection)
  }
  if(d.rainRate!=null){
  m.rainRate=Number(d.rainRate)
  }
  if(d.rain!=null){
  m.rain=Number(d.rain)
  }
  if(d.solarRadiation!=null){
  m.solarRadiation=Number(d.solarRadiation)
  }
  if(d.uvIndex!=null){
  m.uvIndex=Number(d.uvIndex)
  }
  switch(d.condition){
  default:
  if(typeof(d.condition)==="number"){m.condition=d.condition;break}
  break
  case"CONDITION_UNKNOWN":
  case 0:
  m.condition=0
  break
  case"CONDITION_SUNNY":
  case 1:
  m.condition=1
  break
  case"CONDITION_CLOUDY":
  case 2:
  m.condition=2
  break
  case"CONDITION_RAINY":
  case 3:
  m.condition=3
  break
  case"CONDITION_FOGGY":
  case 4:
  m.condition=4
  break
  case"CONDITION_STORMY":
  case 5:
  m.condition=5
  break
  case"CONDITION_SNOWY":
  case 6:
  m.condition=6
  break
  case"CONDITION_WINDY":
  case 7:
  m.condition=7
  break
  }
  if(d.quality){
  if(!Array.isArray(d.quality))
  throw TypeError(".chaac.weather.v1.Reading.quality: array expected")
  m.quality=[]
  for(var i=0;i<d.quality.length;++i){
  m.quality[i]=String(d.quality[i])
  }
  }
  if(d.dialect!=null){
  m.dialect=String(d.dialect)
  }
  if(d.rainCounter!=null){
  if(!util.isObject(d.rainCounter))
  throw TypeError(".chaac.weather.v1.Reading.rainCounter: object expected")
  m.rainCounter=types[18].fromObject(d.rainCounter,n+1)
  }
  return m
},
  toObject: function Reading$toObject(m,o,q){
  if(!o)
  o={}
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  var d={}
  if(o.arrays||o.defaults){
  d.quality=[]
  }
  if(o.defaults){
  d.id=""
  d.station=""
  d.observedAt=null
  d.receivedAt=null
  d.dialect=""
  }
  if(m.id!=null&&Object.hasOwnProperty.call(m,"id")){
  d.id=m.id
  }
  if(m.station!=null&&Object.hasOwnProperty.call(m,"station")){
  d.station=m.station
  }
  if(m.observedAt!=null&&Object.hasOwnProperty.call(m,"observedAt")){
  d.observedAt=types[2].toObject(m.observedAt,o,q+1)
  }
  if(m.receivedAt!=null&&Object.hasOwnProperty.call(m,"receivedAt")){
  d.receivedAt=types[3].toObject(m.receivedAt,o,q+1)
  }
  if(m.municipality!=null&&Object.hasOwnProperty.call(m,"municipality")){
  d.municipality=m.municipality
  if(o.oneofs)
  d._municipality="municipality"
  }
  if(m.temperature!=null&&Object.hasOwnProperty.call(m,"temperature")){
  d.temperature=o.json&&!isFinite(m.temperature)?String(m.temperature):m.temperature
  if(o.oneofs)
  d._temperature="temperature"
  }
  if(m.humidity!=null&&Object.hasOwnProperty.call(m,"humidity")){
  d.humidity=o.json&&!isFinite(m.humidity)?String(m.humidity):m.humidity
  if(o.oneofs)
  d._humidity="humidity"
  }
  if(m.pressure!=null&&Object.hasOwnProperty.call(m,"pressure")){
  d.pressure=o.json&&!isFinite(m.pressure)?String(m.pressure):m.pressure
  if(o.oneofs)
  d._pressure="pressure"
  }
  if(m.windSpeed!=null&&Object.hasOwnProperty.call(m,"windSpeed")){
  d.windSpeed=o.json&&!isFinite(m.windSpeed)?String(m.windSpeed):m.windSpeed
  if(o.oneofs)
  d._windSpeed="windSpeed"
  }
  if(m.windGust!=null&&Object.hasOwnProperty.call(m,"windGust")){
  d.windGust=o.json&&!isFinite(m.windGust)?String(m.windGust):m.windGust
  if(o.oneofs)
  d._windGust="windGust"
  }
  if(m.windDirection!=null&&Object.hasOwnProperty.call(m,"windDirection")){
  d.windDirection=o.json&&!isFinite(m.windDirection)?String(m.windDirection):m.windDirection
  if(o.oneofs)
  d._windDirection="windDirection"
  }
  if(m.rainRate!=null&&Object.hasOwnProperty.call(m,"rainRate")){
  d.rainRate=o.json&&!isFinite(m.rainRate)?String(m.rainRate):m.rainRate
  if(o.oneofs)
  d._rainRate="rainRate"
  }
  if(m.rain!=null&&Object.hasOwnProperty.call(m,"rain")){
  d.rain=o.json&&!isFinite(m.rain)?String(m.rain):m.rain
  if(o.oneofs)
  d._rain="rain"
  }
  if(m.solarRadiation!=null&&Object.hasOwnProperty.call(m,"solarRadiation")){
  d.solarRadiation=o.json&&!isFinite(m.solarRadiation)?String(m.solarRadiation):m.solarRadiation
  if(o.oneofs)
  d._solarRadiation="solarRadiation"
  }
  if(m.uvIndex!=null&&Object.hasOwnProperty.call(m,"uvIndex")){
  d.uvIndex=o.json&&!isFinite(m.uvIndex)?String(m.uvIndex):m.uvIndex
  if(o.oneofs)
  d._uvIndex="uvIndex"
  }
  if(m.condition!=null&&Object.hasOwnProperty.call(m,"condition")){
  d.condition=o.enums===String?(types[15].values[m.condition]===undefined?m.condition:types[15].values[m.condition]):m.condition
  if(o.oneofs)
  d._condition="condition"
  }
  if(m.quality&&m.quality.length){
  d.quality=[]
  for(var j=0;j<m.quality.length;++j){
  d.quality[j]=m.quality[j]
  }
  }
  if(m.dialect!=null&&Object.hasOwnProperty.call(m,"dialect")){
  d.dialect=m.dialect
  }
  if(m.rainCounter!=null&&Object.hasOwnProperty.call(m,"rainCounter")){
  d.rainCounter=types[18].toObject(m.rainCounter,o,q+1)
  if(o.oneofs)
  d._rainCounter="rainCounter"
  }
  return d
},
}))([])
const chaac_weather_v1_RainCounter = ((types) => ({
  types,
  name: "RainCounter",
  ctor: function RainCounter(p){
  if(p)for(var ks=Object.keys(p),i=0;i<ks.length;++i)if(p[ks[i]]!=null&&ks[i]!=="__proto__")
  this[ks[i]]=p[ks[i]]
},
  encode: function RainCounter$encode(m,w,q){
  if(!w)
  w=Writer.create()
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  if(m.of!=null&&Object.hasOwnProperty.call(m,"of"))
  w.uint32(10).string(m.of)
  if(m.mm!=null&&Object.hasOwnProperty.call(m,"mm"))
  w.uint32(17).double(m.mm)
  return w
},
  decode: function RainCounter$decode(r,l,e,n){
  if(!(r instanceof Reader))
  r=Reader.create(r)
  if(n===undefined)n=0
  if(n>Reader.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var c,m
  if(l===undefined)
  c=r.len
  else{
  c=r.pos+l
  if(c>r.len)
  throw RangeError("index out of range")
  l=r.len
  r.len=c
  }
  m=new this.ctor
  while(r.pos<c){
  var t=r.uint32()
  if(t===e)
  break
  switch(t>>>3){
  case 1: {
  m.of=r.string()
  break
  }
  case 2: {
  m.mm=r.double()
  break
  }
  default:
  r.skipType(t&7,n)
  break
  }
  }
  if(l!==undefined){
  if(r.pos!==c)
  throw RangeError("index out of range")
  r.len=l
  }
  return m
},
  fromObject: function RainCounter$fromObject(d,n){
  if(d instanceof this.ctor)
  return d
  if(!util.isObject(d))
  throw TypeError(".chaac.weather.v1.RainCounter: object expected")
  if(n===undefined)n=0
  if(n>util.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var m=new this.ctor
  if(d.of!=null){
  m.of=String(d.of)
  }
  if(d.mm!=null){
  m.mm=Number(d.mm)
  }
  return m
},
  toObject: function RainCounter$toObject(m,o,q){
  if(!o)
  o={}
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  var d={}
  if(o.defaults){
  d.of=""
  d.mm=0
  }
  if(m.of!=null&&Object.hasOwnProperty.call(m,"of")){
  d.of=m.of
  }
  if(m.mm!=null&&Object.hasOwnProperty.call(m,"mm")){
  d.mm=o.json&&!isFinite(m.mm)?String(m.mm):m.mm
  }
  return d
},
}))([])
const google_protobuf_Timestamp = ((types) => ({
  types,
  name: "Timestamp",
  ctor: function Timestamp(p){
  if(p)for(var ks=Object.keys(p),i=0;i<ks.length;++i)if(p[ks[i]]!=null&&ks[i]!=="__proto__")
  this[ks[i]]=p[ks[i]]
},
  encode: function Timestamp$encode(m,w,q){
  if(!w)
  w=Writer.create()
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  if(m.seconds!=null&&Object.hasOwnProperty.call(m,"seconds"))
  w.uint32(8).int64(m.seconds)
  if(m.nanos!=null&&Object.hasOwnProperty.call(m,"nanos"))
  w.uint32(16).int32(m.nanos)
  return w
},
  decode: function Timestamp$decode(r,l,e,n){
  if(!(r instanceof Reader))
  r=Reader.create(r)
  if(n===undefined)n=0
  if(n>Reader.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var c,m
  if(l===undefined)
  c=r.len
  else{
  c=r.pos+l
  if(c>r.len)
  throw RangeError("index out of range")
  l=r.len
  r.len=c
  }
  m=new this.ctor
  while(r.pos<c){
  var t=r.uint32()
  if(t===e)
  break
  switch(t>>>3){
  case 1: {
  m.seconds=r.int64()
  break
  }
  case 2: {
  m.nanos=r.int32()
  break
  }
  default:
  r.skipType(t&7,n)
  break
  }
  }
  if(l!==undefined){
  if(r.pos!==c)
  throw RangeError("index out of range")
  r.len=l
  }
  return m
},
  fromObject: function Timestamp$fromObject(d,n){
  if(d instanceof this.ctor)
  return d
  if(!util.isObject(d))
  throw TypeError(".google.protobuf.Timestamp: object expected")
  if(n===undefined)n=0
  if(n>util.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var m=new this.ctor
  if(d.seconds!=null){
  if(util.Long)
  m.seconds=util.Long.fromValue(d.seconds,false)
  else if(typeof d.seconds==="string")
  m.seconds=parseInt(d.seconds,10)
  else if(typeof d.seconds==="number")
  m.seconds=d.seconds
  else if(typeof d.seconds==="object")
  m.seconds=new util.LongBits(d.seconds.low>>>0,d.seconds.high>>>0).toNumber()
  }
  if(d.nanos!=null){
  m.nanos=d.nanos|0
  }
  return m
},
  toObject: function Timestamp$toObject(m,o,q){
  if(!o)
  o={}
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  var d={}
  if(o.defaults){
  if(util.Long){
  var n=new util.Long(0,0,false)
  d.seconds=o.longs===String?n.toString():o.longs===Number?n.toNumber():typeof BigInt!=="undefined"&&o.longs===BigInt?n.toBigInt():n
  }else
  d.seconds=o.longs===String?"0":typeof BigInt!=="undefined"&&o.longs===BigInt?BigInt("0"):0
  d.nanos=0
  }
  if(m.seconds!=null&&Object.hasOwnProperty.call(m,"seconds")){
  if(typeof BigInt!=="undefined"&&o.longs===BigInt)
  d.seconds=typeof m.seconds==="number"?BigInt(m.seconds):util.Long.fromBits(m.seconds.low>>>0,m.seconds.high>>>0,false).toBigInt()
  else if(typeof m.seconds==="number")
  d.seconds=o.longs===String?String(m.seconds):m.seconds
  else
  d.seconds=o.longs===String?util.Long.prototype.toString.call(m.seconds):o.longs===Number?new util.LongBits(m.seconds.low>>>0,m.seconds.high>>>0).toNumber():m.seconds
  }
  if(m.nanos!=null&&Object.hasOwnProperty.call(m,"nanos")){
  d.nanos=m.nanos
  }
  return d
},
}))([])
const grpc_health_v1_HealthCheckRequest = ((types) => ({
  types,
  name: "HealthCheckRequest",
  ctor: function HealthCheckRequest(p){
  if(p)for(var ks=Object.keys(p),i=0;i<ks.length;++i)if(p[ks[i]]!=null&&ks[i]!=="__proto__")
  this[ks[i]]=p[ks[i]]
},
  encode: function HealthCheckRequest$encode(m,w,q){
  if(!w)
  w=Writer.create()
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  if(m.service!=null&&Object.hasOwnProperty.call(m,"service"))
  w.uint32(10).string(m.service)
  return w
},
  decode: function HealthCheckRequest$decode(r,l,e,n){
  if(!(r instanceof Reader))
  r=Reader.create(r)
  if(n===undefined)n=0
  if(n>Reader.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var c,m
  if(l===undefined)
  c=r.len
  else{
  c=r.pos+l
  if(c>r.len)
  throw RangeError("index out of range")
  l=r.len
  r.len=c
  }
  m=new this.ctor
  while(r.pos<c){
  var t=r.uint32()
  if(t===e)
  break
  switch(t>>>3){
  case 1: {
  m.service=r.string()
  break
  }
  default:
  r.skipType(t&7,n)
  break
  }
  }
  if(l!==undefined){
  if(r.pos!==c)
  throw RangeError("index out of range")
  r.len=l
  }
  return m
},
  fromObject: function HealthCheckRequest$fromObject(d,n){
  if(d instanceof this.ctor)
  return d
  if(!util.isObject(d))
  throw TypeError(".grpc.health.v1.HealthCheckRequest: object expected")
  if(n===undefined)n=0
  if(n>util.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var m=new this.ctor
  if(d.service!=null){
  m.service=String(d.service)
  }
  return m
},
  toObject: function HealthCheckRequest$toObject(m,o,q){
  if(!o)
  o={}
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  var d={}
  if(o.defaults){
  d.service=""
  }
  if(m.service!=null&&Object.hasOwnProperty.call(m,"service")){
  d.service=m.service
  }
  return d
},
}))([])
const grpc_health_v1_HealthCheckResponse = ((types) => ({
  types,
  name: "HealthCheckResponse",
  ctor: function HealthCheckResponse(p){
  if(p)for(var ks=Object.keys(p),i=0;i<ks.length;++i)if(p[ks[i]]!=null&&ks[i]!=="__proto__")
  this[ks[i]]=p[ks[i]]
},
  encode: function HealthCheckResponse$encode(m,w,q){
  if(!w)
  w=Writer.create()
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  if(m.status!=null&&Object.hasOwnProperty.call(m,"status"))
  w.uint32(8).int32(m.status)
  return w
},
  decode: function HealthCheckResponse$decode(r,l,e,n){
  if(!(r instanceof Reader))
  r=Reader.create(r)
  if(n===undefined)n=0
  if(n>Reader.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var c,m
  if(l===undefined)
  c=r.len
  else{
  c=r.pos+l
  if(c>r.len)
  throw RangeError("index out of range")
  l=r.len
  r.len=c
  }
  m=new this.ctor
  while(r.pos<c){
  var t=r.uint32()
  if(t===e)
  break
  switch(t>>>3){
  case 1: {
  m.status=r.int32()
  break
  }
  default:
  r.skipType(t&7,n)
  break
  }
  }
  if(l!==undefined){
  if(r.pos!==c)
  throw RangeError("index out of range")
  r.len=l
  }
  return m
},
  fromObject: function HealthCheckResponse$fromObject(d,n){
  if(d instanceof this.ctor)
  return d
  if(!util.isObject(d))
  throw TypeError(".grpc.health.v1.HealthCheckResponse: object expected")
  if(n===undefined)n=0
  if(n>util.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var m=new this.ctor
  switch(d.status){
  default:
  if(typeof(d.status)==="number"){m.status=d.status;break}
  break
  case"UNKNOWN":
  case 0:
  m.status=0
  break
  case"SERVING":
  case 1:
  m.status=1
  break
  case"NOT_SERVING":
  case 2:
  m.status=2
  break
  case"SERVICE_UNKNOWN":
  case 3:
  m.status=3
  break
  }
  return m
},
  toObject: function HealthCheckResponse$toObject(m,o,q){
  if(!o)
  o={}
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  var d={}
  if(o.defaults){
  d.status=o.enums===String?"UNKNOWN":0
  }
  if(m.status!=null&&Object.hasOwnProperty.call(m,"status")){
  d.status=o.enums===String?(types[0].values[m.status]===undefined?m.status:types[0].values[m.status]):m.status
  }
  return d
},
}))([])
const weather_WeatherRequest = ((types) => ({
  types,
  name: "WeatherRequest",
  ctor: function WeatherRequest(p){
  if(p)for(var ks=Object.keys(p),i=0;i<ks.length;++i)if(p[ks[i]]!=null&&ks[i]!=="__proto__")
  this[ks[i]]=p[ks[i]]
},
  encode: function WeatherRequest$encode(m,w,q){
  if(!w)
  w=Writer.create()
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  if(m.municipality!=null&&Object.hasOwnProperty.call(m,"municipality"))
  w.uint32(10).string(m.municipality)
  if(m.temperature!=null&&Object.hasOwnProperty.call(m,"temperature"))
  w.uint32(16).int32(m.temperature)
  if(m.humidity!=null&&Object.hasOwnProperty.call(m,"humidity"))
  w.uint32(24).int32(m.humidity)
  if(m.weather!=null&&Object.hasOwnProperty.call(m,"weather"))
  w.uint32(34).string(m.weather)
  return w
},
  decode: function WeatherRequest$decode(r,l,e,n){
  if(!(r instanceof Reader))
  r=Reader.create(r)
  if(n===undefined)n=0
  if(n>Reader.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var c,m
  if(l===undefined)
  c=r.len
  else{
  c=r.pos+l
  if(c>r.len)
  throw RangeError("index out of range")
  l=r.len
  r.len=c
  }
  m=new this.ctor
  while(r.pos<c){
  var t=r.uint32()
  if(t===e)
  break
  switch(t>>>3){
  case 1: {
  m.municipality=r.string()
  break
  }
  case 2: {
  m.temperature=r.int32()
  break
  }
  case 3: {
  m.humidity=r.int32()
  break
  }
  case 4: {
  m.weather=r.string()
  break
  }
  default:
  r.skipType(t&7,n)
  break
  }
  }
  if(l!==undefined){
  if(r.pos!==c)
  throw RangeError("index out of range")
  r.len=l
  }
  return m
},
  fromObject: function WeatherRequest$fromObject(d,n){
  if(d instanceof this.ctor)
  return d
  if(!util.isObject(d))
  throw TypeError(".weather.WeatherRequest: object expected")
  if(n===undefined)n=0
  if(n>util.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var m=new this.ctor
  if(d.municipality!=null){
  m.municipality=String(d.municipality)
  }
  if(d.temperature!=null){
  m.temperature=d.temperature|0
  }
  if(d.humidity!=null){
  m.humidity=d.humidity|0
  }
  if(d.weather!=null){
  m.weather=String(d.weather)
  }
  return m
},
  toObject: function WeatherRequest$toObject(m,o,q){
  if(!o)
  o={}
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  var d={}
  if(o.defaults){
  d.municipality=""
  d.temperature=0
  d.humidity=0
  d.weather=""
  }
  if(m.municipality!=null&&Object.hasOwnProperty.call(m,"municipality")){
  d.municipality=m.municipality
  }
  if(m.temperature!=null&&Object.hasOwnProperty.call(m,"temperature")){
  d.temperature=m.temperature
  }
  if(m.humidity!=null&&Object.hasOwnProperty.call(m,"humidity")){
  d.humidity=m.humidity
  }
  if(m.weather!=null&&Object.hasOwnProperty.call(m,"weather")){
  d.weather=m.weather
  }
  return d
},
}))([])
const weather_WeatherResponse = ((types) => ({
  types,
  name: "WeatherResponse",
  ctor: function WeatherResponse(p){
  if(p)for(var ks=Object.keys(p),i=0;i<ks.length;++i)if(p[ks[i]]!=null&&ks[i]!=="__proto__")
  this[ks[i]]=p[ks[i]]
},
  encode: function WeatherResponse$encode(m,w,q){
  if(!w)
  w=Writer.create()
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  if(m.message!=null&&Object.hasOwnProperty.call(m,"message"))
  w.uint32(10).string(m.message)
  if(m.success!=null&&Object.hasOwnProperty.call(m,"success"))
  w.uint32(16).bool(m.success)
  return w
},
  decode: function WeatherResponse$decode(r,l,e,n){
  if(!(r instanceof Reader))
  r=Reader.create(r)
  if(n===undefined)n=0
  if(n>Reader.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var c,m
  if(l===undefined)
  c=r.len
  else{
  c=r.pos+l
  if(c>r.len)
  throw RangeError("index out of range")
  l=r.len
  r.len=c
  }
  m=new this.ctor
  while(r.pos<c){
  var t=r.uint32()
  if(t===e)
  break
  switch(t>>>3){
  case 1: {
  m.message=r.string()
  break
  }
  case 2: {
  m.success=r.bool()
  break
  }
  default:
  r.skipType(t&7,n)
  break
  }
  }
  if(l!==undefined){
  if(r.pos!==c)
  throw RangeError("index out of range")
  r.len=l
  }
  return m
},
  fromObject: function WeatherResponse$fromObject(d,n){
  if(d instanceof this.ctor)
  return d
  if(!util.isObject(d))
  throw TypeError(".weather.WeatherResponse: object expected")
  if(n===undefined)n=0
  if(n>util.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var m=new this.ctor
  if(d.message!=null){
  m.message=String(d.message)
  }
  if(d.success!=null){
  m.success=Boolean(d.success)
  }
  return m
},
  toObject: function WeatherResponse$toObject(m,o,q){
  if(!o)
  o={}
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  var d={}
  if(o.defaults){
  d.message=""
  d.success=false
  }
  if(m.message!=null&&Object.hasOwnProperty.call(m,"message")){
  d.message=m.message
  }
  if(m.success!=null&&Object.hasOwnProperty.call(m,"success")){
  d.success=m.success
  }
  return d
},
}))([])
const wethertweet_WeatherTweetRequest = ((types) => ({
  types,
  name: "WeatherTweetRequest",
  ctor: function WeatherTweetRequest(p){
  if(p)for(var ks=Object.keys(p),i=0;i<ks.length;++i)if(p[ks[i]]!=null&&ks[i]!=="__proto__")
  this[ks[i]]=p[ks[i]]
},
  encode: function WeatherTweetRequest$encode(m,w,q){
  if(!w)
  w=Writer.create()
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  if(m.municipality!=null&&Object.hasOwnProperty.call(m,"municipality"))
  w.uint32(8).int32(m.municipality)
  if(m.temperature!=null&&Object.hasOwnProperty.call(m,"temperature"))
  w.uint32(16).int32(m.temperature)
  if(m.humidity!=null&&Object.hasOwnProperty.call(m,"humidity"))
  w.uint32(24).int32(m.humidity)
  if(m.weather!=null&&Object.hasOwnProperty.call(m,"weather"))
  w.uint32(32).int32(m.weather)
  return w
},
  decode: function WeatherTweetRequest$decode(r,l,e,n){
  if(!(r instanceof Reader))
  r=Reader.create(r)
  if(n===undefined)n=0
  if(n>Reader.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var c,m
  if(l===undefined)
  c=r.len
  else{
  c=r.pos+l
  if(c>r.len)
  throw RangeError("index out of range")
  l=r.len
  r.len=c
  }
  m=new this.ctor
  while(r.pos<c){
  var t=r.uint32()
  if(t===e)
  break
  switch(t>>>3){
  case 1: {
  m.municipality=r.int32()
  break
  }
  case 2: {
  m.temperature=r.int32()
  break
  }
  case 3: {
  m.humidity=r.int32()
  break
  }
  case 4: {
  m.weather=r.int32()
  break
  }
  default:
  r.skipType(t&7,n)
  break
  }
  }
  if(l!==undefined){
  if(r.pos!==c)
  throw RangeError("index out of range")
  r.len=l
  }
  return m
},
  fromObject: function WeatherTweetRequest$fromObject(d,n){
  if(d instanceof this.ctor)
  return d
  if(!util.isObject(d))
  throw TypeError(".wethertweet.WeatherTweetRequest: object expected")
  if(n===undefined)n=0
  if(n>util.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var m=new this.ctor
  switch(d.municipality){
  default:
  if(typeof(d.municipality)==="number"){m.municipality=d.municipality;break}
  break
  case"municipalities_unknown":
  case 0:
  m.municipality=0
  break
  case"mixco":
  case 1:
  m.municipality=1
  break
  case"guatemala":
  case 2:
  m.municipality=2
  break
  case"amatitlan":
  case 3:
  m.municipality=3
  break
  case"chinautla":
  case 4:
  m.municipality=4
  break
  }
  if(d.temperature!=null){
  m.temperature=d.temperature|0
  }
  if(d.humidity!=null){
  m.humidity=d.humidity|0
  }
  switch(d.weather){
  default:
  if(typeof(d.weather)==="number"){m.weather=d.weather;break}
  break
  case"weathers_unknown":
  case 0:
  m.weather=0
  break
  case"sunny":
  case 1:
  m.weather=1
  break
  case"cloudy":
  case 2:
  m.weather=2
  break
  case"rainy":
  case 3:
  m.weather=3
  break
  case"foggy":
  case 4:
  m.weather=4
  break
  }
  return m
},
  toObject: function WeatherTweetRequest$toObject(m,o,q){
  if(!o)
  o={}
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  var d={}
  if(o.defaults){
  d.municipality=o.enums===String?"municipalities_unknown":0
  d.temperature=0
  d.humidity=0
  d.weather=o.enums===String?"weathers_unknown":0
  }
  if(m.municipality!=null&&Object.hasOwnProperty.call(m,"municipality")){
  d.municipality=o.enums===String?(types[0].values[m.municipality]===undefined?m.municipality:types[0].values[m.municipality]):m.municipality
  }
  if(m.temperature!=null&&Object.hasOwnProperty.call(m,"temperature")){
  d.temperature=m.temperature
  }
  if(m.humidity!=null&&Object.hasOwnProperty.call(m,"humidity")){
  d.humidity=m.humidity
  }
  if(m.weather!=null&&Object.hasOwnProperty.call(m,"weather")){
  d.weather=o.enums===String?(types[3].values[m.weather]===undefined?m.weather:types[3].values[m.weather]):m.weather
  }
  return d
},
}))([])
const wethertweet_WeatherTweetResponse = ((types) => ({
  types,
  name: "WeatherTweetResponse",
  ctor: function WeatherTweetResponse(p){
  if(p)for(var ks=Object.keys(p),i=0;i<ks.length;++i)if(p[ks[i]]!=null&&ks[i]!=="__proto__")
  this[ks[i]]=p[ks[i]]
},
  encode: function WeatherTweetResponse$encode(m,w,q){
  if(!w)
  w=Writer.create()
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  if(m.status!=null&&Object.hasOwnProperty.call(m,"status"))
  w.uint32(10).string(m.status)
  return w
},
  decode: function WeatherTweetResponse$decode(r,l,e,n){
  if(!(r instanceof Reader))
  r=Reader.create(r)
  if(n===undefined)n=0
  if(n>Reader.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var c,m
  if(l===undefined)
  c=r.len
  else{
  c=r.pos+l
  if(c>r.len)
  throw RangeError("index out of range")
  l=r.len
  r.len=c
  }
  m=new this.ctor
  while(r.pos<c){
  var t=r.uint32()
  if(t===e)
  break
  switch(t>>>3){
  case 1: {
  m.status=r.string()
  break
  }
  default:
  r.skipType(t&7,n)
  break
  }
  }
  if(l!==undefined){
  if(r.pos!==c)
  throw RangeError("index out of range")
  r.len=l
  }
  return m
},
  fromObject: function WeatherTweetResponse$fromObject(d,n){
  if(d instanceof this.ctor)
  return d
  if(!util.isObject(d))
  throw TypeError(".wethertweet.WeatherTweetResponse: object expected")
  if(n===undefined)n=0
  if(n>util.recursionLimit)
  throw Error("maximum nesting depth exceeded")
  var m=new this.ctor
  if(d.status!=null){
  m.status=String(d.status)
  }
  return m
},
  toObject: function WeatherTweetResponse$toObject(m,o,q){
  if(!o)
  o={}
  if(q===undefined)q=0
  if(q>util.recursionLimit)
  throw Error("max depth exceeded")
  var d={}
  if(o.defaults){
  d.status=""
  }
  if(m.status!=null&&Object.hasOwnProperty.call(m,"status")){
  d.status=m.status
  }
  return d
},
}))([])
chaac_weather_v1_WriteReadingsRequest.types.push(chaac_weather_v1_Reading)
chaac_weather_v1_WriteReadingsResponse.types.push(null, null)
chaac_weather_v1_Reading.types.push(null, null, google_protobuf_Timestamp, google_protobuf_Timestamp, null, null, null, null, null, null, null, null, null, null, null, chaac_weather_v1_Condition, null, null, chaac_weather_v1_RainCounter)
chaac_weather_v1_RainCounter.types.push(null, null)
google_protobuf_Timestamp.types.push(null, null)
grpc_health_v1_HealthCheckRequest.types.push(null)
grpc_health_v1_HealthCheckResponse.types.push(grpc_health_v1_HealthCheckResponse_ServingStatus)
weather_WeatherRequest.types.push(null, null, null, null)
weather_WeatherResponse.types.push(null, null)
wethertweet_WeatherTweetRequest.types.push(wethertweet_Municipalities, null, null, wethertweet_Weathers)
wethertweet_WeatherTweetResponse.types.push(null)
export const services = {
  "chaac.weather.v1.ReadingWriter": {
    WriteReadings: {
      path: "/chaac.weather.v1.ReadingWriter/WriteReadings",
      requestStream: false,
      responseStream: false,
      originalName: "writeReadings",
      request: chaac_weather_v1_WriteReadingsRequest,
      response: chaac_weather_v1_WriteReadingsResponse,
    },
  },
  "grpc.health.v1.Health": {
    Check: {
      path: "/grpc.health.v1.Health/Check",
      requestStream: false,
      responseStream: false,
      originalName: "check",
      request: grpc_health_v1_HealthCheckRequest,
      response: grpc_health_v1_HealthCheckResponse,
    },
    Watch: {
      path: "/grpc.health.v1.Health/Watch",
      requestStream: false,
      responseStream: true,
      originalName: "watch",
      request: grpc_health_v1_HealthCheckRequest,
      response: grpc_health_v1_HealthCheckResponse,
    },
  },
  "weather.WeatherService": {
    ProcessWeather: {
      path: "/weather.WeatherService/ProcessWeather",
      requestStream: false,
      responseStream: false,
      originalName: "processWeather",
      request: weather_WeatherRequest,
      response: weather_WeatherResponse,
    },
  },
  "wethertweet.WeatherTweetService": {
    SendTweet: {
      path: "/wethertweet.WeatherTweetService/SendTweet",
      requestStream: false,
      responseStream: false,
      originalName: "sendTweet",
      request: wethertweet_WeatherTweetRequest,
      response: wethertweet_WeatherTweetResponse,
    },
  },
}
